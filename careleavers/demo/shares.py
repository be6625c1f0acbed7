"""National figures that the made-up council is drawn to match, as counts of young people.

Source: Department for Education, Children looked after in England including adoptions: care leavers.
In touch, accommodation: year ending March 2024; suitability and activity: year ending March 2025. Open
Government Licence v3.0. Suppressed cells are left out.
"""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

Key = TypeVar("Key")

# Bands are completed years of age, both ends included.
BANDS = {"17 to 18": (17, 18), "19 to 21": (19, 21), "22": (22, 22), "23": (23, 23), "24": (24, 24)}

IN_TOUCH = {
    "17 to 18": {"YES": 13370, "NO": 640, "NREQ": 230, "REFU": 50},
    "19 to 21": {"YES": 33420, "NO": 1720, "NREQ": 920, "REFU": 310},
    # At 22 to 24 the figure counts those who asked for support and got it.
    "22": {"YES": 6250, "NO": 5050},
    "23": {"YES": 4320, "NO": 6560},
    "24": {"YES": 3270, "NO": 7330},
}
SUITABILITY = {
    "17 to 18": {"1": 13380, "2": 500, "": 870},
    "19 to 21": {"1": 33810, "2": 2040, "": 2340},
}
ACTIVITY = {
    "17 to 18": {"F2": 7150, "F1": 420, "F4": 280, "F5": 1590, "G4": 520, "G5": 3710, "G6": 260, "": 870},
    "19 to 21": {"F2": 8030, "F1": 2390, "F4": 740, "F5": 9600, "G4": 3390, "G5": 10290, "G6": 1610, "": 2390},
}
ACCOMMODATION = {
    "17 to 18": {"B": 1780, "C": 500, "D": 5020, "E": 970, "K": 70, "R": 70, "S": 60, "T": 580, "U": 1310, "V": 120,
                 "W": 20, "X": 250, "Y": 340, "Z": 2370, "": 840},
    "19 to 21": {"B": 3920, "C": 1110, "D": 7040, "E": 1560, "G": 30, "K": 470, "R": 220, "S": 330, "T": 920,
                 "U": 12520, "V": 450, "W": 70, "X": 1090, "Y": 1090, "Z": 3110, "": 2440},
    "22": {"B": 560, "C": 150, "D": 660, "E": 150, "K": 150, "R": 110, "S": 90, "T": 100, "U": 3670, "V": 80, "W": 10,
           "X": 270, "Y": 230, "Z": 230, "": 4830},
    "23": {"B": 380, "C": 120, "D": 420, "E": 100, "K": 100, "R": 120, "S": 90, "T": 60, "U": 2740, "V": 50, "W": 10,
           "X": 180, "Y": 160, "Z": 130, "": 6220},
    "24": {"B": 250, "C": 80, "D": 270, "E": 50, "K": 90, "R": 140, "S": 70, "T": 50, "U": 2240, "V": 40, "W": 10,
           "X": 110, "Y": 110, "Z": 70, "": 7020},
}  # fmt: skip
UASC = {"17 to 18": {"yes": 4730, "no": 9570}, "19 to 21": {"yes": 9830, "no": 26540}}


def band_of(age: int) -> str | None:
    """The band an age falls in; None for those under 17 or over 24."""
    return next((name for name, (least, most) in BANDS.items() if least <= age <= most), None)


def apportion(counts: Mapping[Key, int], size: int) -> dict[Key, int]:
    """How many of `size` belong to each, by largest remainder: no share is out by more than one person."""
    total = sum(counts.values())
    exact = {key: count * size / total for key, count in counts.items()}
    given = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (given[key] - exact[key], str(key)))
    for key in by_remainder[: size - sum(given.values())]:
        given[key] += 1
    return given


def dealt(counts: Mapping[Key, int], size: int, random: Random) -> list[Key]:
    """A shuffled hand of `size` keys in the published shares."""
    hand = [key for key, times in apportion(counts, size).items() for _ in range(times)]
    random.shuffle(hand)
    return hand
