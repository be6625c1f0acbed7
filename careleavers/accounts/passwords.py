"""What a password must be: long, and not one that everybody tries first. Nothing else (NCSC password guidance).

Spaces, accents and emoji are welcome; nothing must be mixed in. The list refuses words that are in
every attacker's list even when figures and signs are put round them.
"""

import re
import unicodedata

SHORTEST, LONGEST = 12, 1000

# The cores of the longest passwords in published lists of the most used ones, with words of this field.
_WORDS = """
password passwords passwort passw0rd motdepasse contrasena administrator administration admin adminadmin letmein
letmeinnow welcome welcomehome welcometo changeme changemenow changethis pleasechange default temporary temp
temppassword newpassword mypassword thepassword secret secretpassword topsecret qwerty qwertyuiop qwertyuiopas
qwertyuiopasdfghjkl asdfghjkl asdfghjklqwerty zxcvbnm asdfghjklzxcvbnm qazwsx qazwsxedc qazwsxedcrfv qwertyqwerty
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc zaq12wsx abcdef abcdefgh abcdefghijkl iloveyou iloveyouso
iloveyoulots iloveyoubaby iloveu iloveyouforever loveyou trustno superman spiderman batman starwars pokemon
football footballfan liverpool liverpoolfc manchester manchesterunited manutd arsenal chelsea chelseafc chocolate
sunshine princess butterfly michael jennifer jessica ashley charlie monkey dragon shadow master computer internet
whatever summer summertime winter autumn spring january february march april may june july august september
october november december monday tuesday wednesday thursday friday saturday sunday london england britain
birmingham correcthorsebatterystaple correct horse battery staple thequickbrownfox hello helloworld goodbye
council thecouncil citycouncil countycouncil careleaver careleavers leavingcare pathway pathways pathwayplan
socialwork socialworker socialcare personaladviser aftercare aftercareworker childrensservices
"""
_COMMON = frozenset(_WORDS.split())
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_RUNS = ("0123456789" * 4, _ALPHABET * 2, "qwertyuiopasdfghjklzxcvbnm" * 2)
_FIGURES_AND_SIGNS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def normal(password: str) -> str:
    """The one form in which a password is hashed, however the keyboard composes its letters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def what_is_wrong(password: str, *known_words: str) -> str | None:
    """The sentence that says why a new password will not do, or None. `known_words`: sign-in name, service, council."""
    text = normal(password)
    if len(text) < SHORTEST:
        return f"Choose a password of {SHORTEST} characters or more. Three or four words you can remember will do"
    if len(text) > LONGEST:
        return f"Choose a password of {LONGEST:,} characters or fewer"
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in text):
        return "The password has a character in it that cannot be typed again. Choose another"
    if is_common(text, *known_words):
        return "That password is easy to guess: it is on lists that are tried first. Choose other words"
    return None


def is_common(text: str, *known_words: str) -> bool:
    """Whether a password is a common word, a run of keys, one thing over and over, or a word anybody here knows."""
    plain = re.sub(r"\s+", "", text.casefold())
    core = _FIGURES_AND_SIGNS.sub("", plain)
    if len(set(plain)) < 4 or any(plain in run or plain in run[::-1] for run in _RUNS):
        return True
    known = {re.sub(r"[\W_]+", "", word.casefold()) for word in known_words}
    words = _COMMON | {word for word in known if len(word) > 2}
    letters = re.sub(r"[\W_]+", "", core)
    return letters in words or _is_repeated(letters, words)


def _is_repeated(letters: str, words: frozenset[str]) -> bool:
    """Whether the letters are one common word, or one short piece, over and over."""
    for length in range(1, len(letters) // 2 + 1):
        piece = letters[:length]
        if len(letters) % length == 0 and piece * (len(letters) // length) == letters:
            return length <= 4 or piece in words
    return False
