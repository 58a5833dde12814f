"""Every parser of outside input by name, with its check, its seeds and the words that inputs are made of."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fuzz import answers, ask_index, case, evidence, offers, pages, pasted, words


class Target(NamedTuple):
    """One parser, or several that take the same kind of input.

    Attributes:
        share: the part of the usual number of examples that is worth its time in the tests.
    """

    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: Sequence[bytes]
    is_json: bool = False
    share: float = 1.0


TARGETS = {
    "case": Target(case.check, case.seeds, case.WORDS, share=0.7),
    "evidence": Target(evidence.check, evidence.seeds, evidence.WORDS, is_json=True),
    "evidence-file": Target(evidence.check_file, evidence.seeds, evidence.WORDS, is_json=True, share=0.5),
    "environments": Target(evidence.check_environments, evidence.seeds_environments, evidence.WORDS, is_json=True),
    "local": Target(evidence.check_local, evidence.seeds_local, evidence.WORDS, is_json=True),
    "offer": Target(offers.check, offers.seeds, offers.WORDS),
    "answers": Target(answers.check, answers.seeds, answers.WORDS),
    "messages": Target(answers.check_worker, answers.seeds_worker, answers.WORDS),
    "record": Target(answers.check_record, answers.seeds_record, answers.WORDS),
    "page-html": Target(pages.check_html, pages.seeds_html, pages.WORDS),
    "page-json": Target(pages.check_json, pages.seeds_json, pages.WORDS, is_json=True),
    "wheel": Target(pages.check_name, pages.seeds_name, pages.WORDS),
    "uploads": Target(pages.check_uploads, pages.seeds_uploads, pages.WORDS),
    "words": Target(words.check, words.seeds, words.WORDS),
    "project": Target(words.check_file, words.seeds_file, words.WORDS),
    "releases": Target(words.check_releases, words.seeds_releases, words.WORDS),
    "pasted": Target(pasted.check, pasted.seeds, pasted.WORDS, share=0.5),
    "ask-index": Target(ask_index.check, ask_index.seeds, ask_index.WORDS, share=0.1),
}
