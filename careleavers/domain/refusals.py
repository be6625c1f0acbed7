"""What a service says when it will not do something a person asked for, in words that name the remedy."""


class Refused(ValueError):
    """Something a person can mend: which answer it is about (a field's name, or "") and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        """Remember the field and the sentence to show beside it."""
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class Stale(RuntimeError):
    """Somebody else saved the same thing in the meantime; nothing was overwritten."""
