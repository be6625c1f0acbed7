"""Money as it is kept, in whole pence, and as it is shown."""


def pounds(pence: int) -> str:
    """`£1,234.50`."""
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


__all__ = ["pounds"]
