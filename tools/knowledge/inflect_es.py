"""Spanish adjectives of nationality: the four forms from the masculine singular.

A spec is `afgano` (rules), `andaluz/andaluza` (feminine given) or `saharaui+` (does not vary).
"""

UNSTRESSED = str.maketrans("áéíóú", "aeiou")


def forms(spec):
    """(form, gender, number, part of speech) for each inflected form; empty where the form does not tell."""
    if spec.endswith("+"):
        return [(spec[:-1], "", "", "")]
    man, _, given = spec.partition("/")
    if given:
        woman, men, women = given, _plural(man)[0], given + "s"
    elif man.endswith("o"):
        woman, men, women = man[:-1] + "a", man + "s", man[:-1] + "as"
    elif man[-2:] in ("és", "án", "ín", "ón"):
        stem = man[:-2] + man[-2:].translate(UNSTRESSED)
        woman, men, women = stem + "a", stem + "es", stem + "as"
    elif man.endswith("ol"):
        woman, men, women = man + "a", man + "es", man + "as"
    else:
        return [(man, "", "s", "")] + [(many, "", "p", "") for many in _plural(man)]
    return [(man, "m", "s", ""), (woman, "f", "s", ""), (men, "m", "p", ""), (women, "f", "p", "")]


def _plural(man):
    if man[-1] in "íú":
        return [man + "es", man + "s"]
    if man.endswith("z"):
        return [man[:-1] + "ces"]
    return [man + "s"] if man[-1] in "aeiou" else [man + "es"]
