"""Numbering citations: which exact words stand behind each sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Document, Quotation
from assistant.reply import Citation, CitedReference, Sentence


@dataclass(frozen=True, slots=True)
class Cited:
    """The sentences of an answer with their citations."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def cite(quotations: Sequence[Quotation], document: Callable[[str], Document]) -> Cited:
    """Number the quotations; neighbours of one section with one evidence label share a citation.

    The quote of a citation is cut from the ingested text, from its first sentence's start to its last one's end.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for run in _runs(quotations, document):
        source = document(run[0].document)
        n = len(citations) + 1
        citations.append(_citation(n, source, run))
        sentences.extend(Sentence(text=source.quote(q.start, q.end), citation=n, kind=q.kind) for q in run)
    return Cited(tuple(sentences), tuple(citations))


def _runs(quotations: Sequence[Quotation], document: Callable[[str], Document]) -> list[list[Quotation]]:
    """Group quotations that follow each other in the document without a sentence between."""
    runs: list[list[Quotation]] = []
    for current in quotations:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and (last.document, last.section, last.evidence) == (current.document, current.section, current.evidence)
            and not document(current.document).text[last.end : current.start].strip()
            and last.end <= current.start
        ):
            runs[-1].append(current)
        else:
            runs.append([current])
    return runs


def _citation(n: int, source: Document, run: Sequence[Quotation]) -> Citation:
    start, end = run[0].start, run[-1].end
    section = source.sections[run[0].section]
    keys = {
        key
        for sentence in section.sentences
        for key in sentence.references
        if start <= sentence.start and sentence.end <= end
    }
    return Citation(
        n=n,
        document=source.id,
        title=source.title,
        section=section.heading,
        quote=source.quote(start, end),
        start=start,
        end=end,
        evidence=run[0].evidence,
        reviewed_on=source.reviewed_on or source.published_on,
        url=f"/sources/{source.id}?span={start}-{end}",
        references=tuple(
            CitedReference(key=r.key, text=r.text, url=r.url, design=r.design)
            for r in source.references
            if r.key in keys
        ),
    )
