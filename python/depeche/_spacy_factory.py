"""What spaCy loads when a pipeline asks for `depeche`; the package itself does without spaCy."""

from __future__ import annotations

from typing import Any, Optional

from spacy.language import Language

from ._spacy import Component
from ._spacy import component as make


@Language.factory("depeche", default_config={"lang": None})
def component(nlp: Any, name: str, lang: Optional[str]) -> Component:
    """`nlp.add_pipe("depeche")`."""
    return make(nlp, name, lang)
