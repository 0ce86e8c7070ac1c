"""Inflection and folding, on words where a rule could go wrong."""

import unittest

import inflect_en
import inflect_es
import inflect_fr
from fold import fold


def only_forms(inflected):
    return [form for form, *_ in inflected]


class Forms(unittest.TestCase):
    def test_french(self):
        for spec, forms in {
            "afghan": ["afghan", "afghane", "afghans", "afghanes"],
            "algérien": ["algérien", "algérienne", "algériens", "algériennes"],
            "français": ["français", "française", "françaises"],
            "turc/turque": ["turc", "turque", "turcs", "turques"],
            "belge": ["belge", "belges"],
            "burkinabé": ["burkinabé", "burkinabée", "burkinabés", "burkinabées"],
            "occidental": ["occidental", "occidentale", "occidentaux", "occidentales"],
            "breton": ["breton", "bretonne", "bretons", "bretonnes"],
            "trinidadien et tobagonien": [
                "trinidadien et tobagonien", "trinidadienne et tobagonienne",
                "trinidadiens et tobagoniens", "trinidadiennes et tobagoniennes"],
            "ni-vanuatu+": ["ni-vanuatu"],
        }.items():
            self.assertEqual(only_forms(inflect_fr.forms(spec)), forms, spec)
        self.assertEqual(inflect_fr.forms("français")[0], ("français", "m", "", ""))
        self.assertEqual(inflect_fr.forms("belge")[0], ("belge", "", "s", ""))

    def test_english(self):
        self.assertEqual(only_forms(inflect_en.forms("Iraqi")), ["Iraqi", "Iraqis"])
        self.assertEqual(only_forms(inflect_en.forms("Chinese")), ["Chinese"])
        self.assertEqual(
            only_forms(inflect_en.forms("Dutchman=noun")), ["Dutchman", "Dutchmen", "Dutchwoman", "Dutchwomen"])

    def test_spanish(self):
        for spec, forms in {
            "afgano": ["afgano", "afgana", "afganos", "afganas"],
            "francés": ["francés", "francesa", "franceses", "francesas"],
            "alemán": ["alemán", "alemana", "alemanes", "alemanas"],
            "iraní": ["iraní", "iraníes", "iranís"],
            "belga": ["belga", "belgas"],
            "andaluz/andaluza": ["andaluz", "andaluza", "andaluces", "andaluzas"],
        }.items():
            self.assertEqual(only_forms(inflect_es.forms(spec)), forms, spec)

    def test_fold(self):
        self.assertEqual(fold("États-Unis d’ Amérique"), "etats unis d'amerique")
        self.assertEqual(fold("Łódź, U.R.S.S."), "lodz urss")


if __name__ == "__main__":
    unittest.main()
