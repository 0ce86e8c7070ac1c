"""English demonyms: adjective and noun from one spec.

`Afghan` is adjective and noun (plural `Afghans`); `British=adj` and `Briton=noun` are only one of them; a form in -ese,
-ss or with `+` at the end serves as all; -ish and -ch are adjectives and name the people (`the Irish`); `Frenchman=noun`
also gives the plural and the women.
"""


def forms(spec):
    """(form, gender, number, part of speech) for each form."""
    if spec.endswith("=adj"):
        return [(spec[:-4], "", "", "adj")]
    if spec.endswith("=noun"):
        noun = spec[:-5]
        if noun.endswith("man"):
            stem = noun[:-3]
            return [(noun, "m", "s", "noun"), (stem + "men", "", "p", "noun"),
                    (stem + "woman", "f", "s", "noun"), (stem + "women", "f", "p", "noun")]
        return [(noun, "", "s", "noun"), (_plural(noun), "", "p", "noun")]
    if spec.endswith("+") or spec.endswith(("ese", "ss", "ish", "ch", "sh")):
        return [(spec.rstrip("+"), "", "", "")]
    return [(spec, "", "", ""), (_plural(spec), "", "p", "noun")]


def _plural(noun):
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
