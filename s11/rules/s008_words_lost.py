"""S008: words that YAML loses in silence. Found by the reader, ``s11.text`` and ``s11.plan``."""

from s11.pattern import pattern
from s11.plan import field_at, fields_of, record_at
from s11.rules.examples import with_action
from s11.rules.rule import Example, Rule
from s11.text import ERROR, CannotEdit, Document, Mending, Path, with_comment, with_keys

# '#4', and '# 4' where the sentence goes on or ends behind it: the number of something, and no remark
_NUMBER = pattern(r"#(?:\d| \d[\w.]*(?:$|[,.;)]| (?:and|or|with|which|that|is|was|has)\b))")

MOST_KEYS = 100


def fix(document: Document, path: Path) -> Mending:
    """Quotes around a text of which YAML would cut something off: the number of something behind a '#', or what
    follows a comma inside { }. Words behind a '#' that may be a remark stay as they are.
    """
    holder, key = document.node(path[:-1]) if path else None, path[-1] if path else ""
    if isinstance(holder, dict) and document.in_flow(path) and holder.get(str(key)) == "":
        if len(holder) > MOST_KEYS:
            raise CannotEdit("no record has so many fields")
        cls, keys = record_at(path[:-1]), list(holder)
        known = {field.key for field in fields_of(cls)} if cls is not None else set()
        before = [name for name in keys[: keys.index(str(key))] if holder[name] != "" or name in known]
        behind = keys[keys.index(before[-1]) + 1 :] if before else []
        split_off = behind[: next((at for at, name in enumerate(behind) if holder[name] != ""), len(behind))]
        field = field_at((*path[:-1], before[-1])) if before else None
        if field is None or not field.is_words or known & set(split_off):
            raise CannotEdit("no words stand before the comma")
        return with_keys(document, (*path[:-1], before[-1]), split_off)
    comment = document.trailing_comment(path) or document.comment_for_value(path) if path else None
    if comment is None or not _NUMBER.match(comment.words.rstrip()):
        raise CannotEdit("what stands behind the '#' may be a remark")
    return with_comment(document, path)


RULE = Rule(
    code="S008",
    name="words-lost",
    level=ERROR,
    fires="a text or the end of one is read as a comment, or a comma inside { } has cut a text in two",
    why=(
        "Both are correct YAML, so nothing else complains, and the report goes to committee without the lost words. "
        "Inside { } a comma ends the text; anywhere else a space and '#' do, and a text that begins with '#' is lost "
        "from its first letter. '--fix' puts the words in quotes where a number follows the '#' ('procedure #4'), and "
        "where a comma has cut them; what may be a remark to a colleague it leaves to you."
    ),
    bad=Example(with_action("text: Review referral procedure ▸# 4 and its leaflet")),
    good=Example(with_action("text: 'Review referral procedure # 4 and its leaflet'")),
    fix=fix,
)
