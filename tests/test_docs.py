"""What is written about s11 is what s11 does."""

import re

from conftest import PROJECT, run_s11

from s11.render.formats import FINDINGS

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_screen_in_the_readme_is_the_real_one():
    for command, shown in re.findall(r"<!-- screen: (.+?) -->\n```\n(.*?)```\n<!-- /screen -->", README, re.S):
        ran = run_s11(*command.split(), FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100")
        same = re.sub(r"(Judged on [^·]+·  ).*", r"\1this revision", ran.out)
        assert shown == same, "README's screen has drifted"


def test_every_command_is_in_the_readme():
    help_ = run_s11("--help").out
    commands = re.findall(r"^  ([a-z]+)  +\S", help_.split("Commands:")[1], re.M)
    assert len(commands) >= 8
    for command in commands:
        assert f"`s11 {command}" in README, command


def test_rules_document_is_made_by_the_rules():
    from s11.render.rules import rules_document
    from s11.rules import RULES

    assert (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_document(RULES), "make docs"


def test_the_page_of_the_format_is_made_by_the_model_and_shows_every_field():
    from s11.render.field_reference import fields_page, unshown

    assert unshown() == [], "add the field to EXAMPLE in s11/render/field_reference.py"
    assert (PROJECT / "docs" / "format.md").read_text(encoding="utf-8") == fields_page(), "make docs"


def test_the_words_of_the_legend_in_the_docs_are_read_as_they_stand():
    from s11.plan import load_one
    from s11.text import Source

    legend = next(
        text
        for text in re.findall(r"```yaml\n(.*?)```", (PROJECT / "docs" / "format.md").read_text(encoding="utf-8"), re.S)
        if text.startswith("rag:")
    )
    plan = load_one(
        Source(
            "plan.yaml",
            "plan",
            ("format: s11-plan/1\ntitle: T\norganisation: W\norigin: other\nrecommendations: []\n" + legend).encode(),
        )
    )
    assert plan.findings == () and list(plan.plan.rag) == [
        "A/G",
        "75%",
        "2",
        "Table 2",
        "Yes",
        "No",
        "n/a",
        "#1",
        "Red: late",
    ]


def test_nothing_committed_names_a_host_or_a_machine():
    for path in PROJECT.rglob("*"):
        if (
            path.is_file()
            and not any(
                part
                in (
                    ".git",
                    ".venv",
                    "build",
                    "dist",
                    "node_modules",
                    ".hypothesis",
                    "__pycache__",
                    ".pytest_cache",
                    ".ruff_cache",
                )
                for part in path.parts
            )
            and path.suffix in (".py", ".md", ".toml", ".txt", ".yaml", ".j2", ".sh", "")
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search("files[.]pythonhosted|registry[.]npmjs|pypi[.]org/simple|deb[.]debian", text), path


def test_the_readme_lists_every_output_format_that_a_file_is_asked_for():
    on_screen = {"full", "concise", "github"}
    (listed,) = re.findall(r"--output-format ([a-z|]+) --output-file", README)
    assert set(listed.split("|")) == set(FINDINGS) - on_screen
