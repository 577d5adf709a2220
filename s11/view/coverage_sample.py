"""Which returns a panel is to read: drawn so that anybody can draw the same again, with a table of numbers by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from s11.english import join_words, number_of, state_words
from s11.standing.answers import RETURNED
from s11.view.coverage_records import BodyRow, Drawn, Sample

UNKNOWN_KIND = "kind not given"


def drawn_sample(rows: Sequence[BodyRow], wanted: int, seed: str) -> Sample:
    """Draw returns to read, some of each kind of body, so that anyone can draw the same again."""
    sent: list[tuple[str, BodyRow]] = [(row.kind or UNKNOWN_KIND, row) for row in rows if row.state in RETURNED]
    kinds = sorted({kind for kind, _ in sent})
    sizes = {kind: sum(one == kind for one, _ in sent) for kind in kinds}
    shares = _shares(sizes, min(wanted, len(sent)))
    drawn: list[Drawn] = []
    for kind in kinds:
        numbered = sorted((_number(seed, row.id), row.id, row.name) for one, row in sent if one == kind)
        drawn += (Drawn(name, id, kind, number) for number, id, name in numbered[: shares[kind]])
    return Sample(
        wanted,
        seed,
        len(sent),
        tuple(drawn),
        tuple((state_words(kind), sizes[kind], shares[kind]) for kind in kinds),
        tuple(_sample_words(sizes, shares, wanted, seed)),
    )


def _number(seed: str, id: str) -> str:
    return hashlib.sha256(f"{seed}:{id}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _shares(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """How many of each kind: in proportion, what is left over to the greatest remainders, of equal ones the first."""
    whole = sum(sizes.values())
    if not whole:
        return dict.fromkeys(sizes, 0)
    exact = {kind: (wanted * size // whole, wanted * size % whole) for kind, size in sizes.items()}
    shares = {kind: least for kind, (least, _) in exact.items()}
    left = wanted - sum(shares.values())
    for kind in sorted(exact, key=lambda one: -exact[one][1])[:left]:
        shares[kind] += 1
    return shares


def _sample_words(sizes: Mapping[str, int], shares: Mapping[str, int], wanted: int, seed: str) -> Iterator[str]:
    total = sum(sizes.values())
    if not total:
        yield "No return has been sent, so none was drawn."
        return
    if wanted >= total:
        were = "was" if wanted == 1 else "were"
        yield f"{number_of(wanted, 'return')} {were} asked for, and {total} can be read: all of them are drawn."
    parts = [f"{shares[kind]} of {size} ({state_words(kind)})" for kind, size in sizes.items()]
    count = sum(shares.values())
    yield (
        f"Of the {number_of(total, 'return')} that {'has' if total == 1 else 'have'} been sent, {count} "
        f"{'is' if count == 1 else 'are'} drawn, by kind of body in proportion, the places left over to the greatest "
        f"remainders: {join_words(parts)}."
    )
    yield (
        "Within a kind those come first whose number is lowest. The number of a return is the first eight figures of "
        f"the SHA-256 of ‘{seed}:’ and its id; to check one: printf '%s' '{seed}:ID' | sha256sum."
    )
