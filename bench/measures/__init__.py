"""What `bench/table` measures, group by group: each gives rows."""

from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

#: A figure: what it is called for programs (`floors`), for people, its middle, least and most, how it is written, and what the design asks for.
Row = namedtuple("Row", "key what spread form aim", defaults=("",))


@dataclass
class Setup:
    """What is measured, with what, and how much of it."""

    program: Path
    rounds: Path
    model: Path
    spacy: Optional[Path]
    wheel: Optional[Path]
    folder: Path
    #: How often each thing is done.
    times: int
    #: Dispatches that are read, parsed and searched for quotations.
    documents: int
    #: Articles that are stored and asked.
    articles: int
    #: How much longer and more texts get.
    growth: tuple
