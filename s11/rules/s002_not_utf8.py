"""S002: bytes that are not UTF-8, and control characters. Found by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S002",
    name="not-utf8",
    level=ERROR,
    fires="the file is not UTF-8, or a character stands in it that nobody sees",
    why=(
        "A file saved in another encoding shows a different letter to every reader: a pound sign or a name with an "
        "accent changes. Control characters are never seen and can hide words: a lone carriage return hides a line "
        "from 'git diff', and marks of no width make two names out of one. The commonest is a backslash inside "
        "double quotes, which turns the letter after it into something else."
    ),
    bad=Example("""\
control:
  next_review: December 2024
  document: ▸"Plans\\final version.docx"
"""),
    good=Example("""\
control:
  next_review: December 2024
  document: Plans\\final version.docx
"""),
)
