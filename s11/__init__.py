"""s11: action plans under Section 11 of the Children Act 2004, kept as YAML in git, judged on a stated day."""

__version__ = "0.1.0"
