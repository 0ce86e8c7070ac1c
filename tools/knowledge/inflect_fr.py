"""French adjectives of nationality: the four forms from the masculine singular.

A spec is `afghan` (rules), `turc/turque` (masculine/feminine given) or `émirati+` (does not vary); a `!` at the end
marks a noun that counts only with a capital (`Karen`).
"""

FEMININE = [
    ("éen", "éenne"), ("ien", "ienne"), ("yen", "yenne"), ("en", "enne"), ("ais", "aise"), ("ois", "oise"),
    ("on", "onne"), ("ain", "aine"), ("in", "ine"), ("an", "ane"), ("ol", "ole"), ("and", "ande"),
    ("é", "ée"), ("i", "ie"), ("ou", "oue"), ("kh", "khe"), ("k", "ke"), ("g", "ge"), ("j", "je"), ("r", "re"), ("t", "te"),
    ("l", "le"), ("n", "ne"), ("s", "se"), ("d", "de"), ("ï", "ïe"),
]


def feminine(masculine):
    """`kazakh` gives `kazakhe`, `belge` stays."""
    if masculine.endswith("e"):
        return masculine
    for ending, with_e in FEMININE:
        if masculine.endswith(ending):
            return masculine[: -len(ending)] + with_e
    return masculine + "e"


def plural(singular):
    """Adds the s, unless the word ends in s, x or z; -al gives -aux."""
    if singular.endswith("al"):
        return singular[:-1] + "ux"
    return singular if singular[-1] in "sxz" else singular + "s"


def _each_word(form, change):
    return " et ".join(change(part) for part in form.split(" et "))


def forms(spec):
    """(form, gender, number, part) for each inflected form; gender and number are empty where the form does not tell."""
    part = "noun" if spec.endswith("!") else ""
    spec = spec.removesuffix("!")
    if spec.endswith("+"):
        return [(spec[:-1], "", "", part)]
    masculine, _, given = spec.partition("/")
    woman = given or _each_word(masculine, feminine)
    men, women = _each_word(masculine, plural), _each_word(woman, plural)
    found = {}
    for form, gender, number in [(masculine, "m", "s"), (woman, "f", "s"), (men, "m", "p"), (women, "f", "p")]:
        genders, numbers = found.setdefault(form, (set(), set()))
        genders.add(gender)
        numbers.add(number)
    one = lambda marks: "".join(marks) if len(marks) == 1 else ""
    return [(form, one(genders), one(numbers), part) for form, (genders, numbers) in found.items()]
