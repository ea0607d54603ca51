"""What recognisers write over silence: the small talk of the videos they were trained on, as data.

Nothing here speaks of legal work. A line holds where it is all that was said; `*` stands for a name.
"""

import re
from typing import Final

from core.language.quotes import spoken_words

_ENGLISH: Final = """\
you
yeah
oh
so
okay
bye
bye bye
thank you
thank you so much
thank you very much
thanks
thanks a lot
thank you for watching
thank you all for watching
thank you so much for watching
thank you for listening
thanks for watching
thanks for watching everyone
thanks for listening
thank you for your attention
thank you for joining us
see you
see you soon
see you next time
see you in the next video
i will see you in the next video
i'll see you in the next video
we'll be right back
please subscribe
please like and subscribe
like and subscribe
don't forget to subscribe
don't forget to like and subscribe
please subscribe to my channel
please subscribe to our channel
subscribe to my channel
subscribe to the channel
hit the bell icon
music
applause
laughter
blank audio
inaudible
subtitles by *
subtitled by *
subtitles created by *
subtitles made by *
captions by *
captioned by *
"""

_FRENCH: Final = """\
merci
merci beaucoup
merci à tous
merci à vous
merci bien
merci et à bientôt
merci de votre attention
merci de votre écoute
merci d'avoir écouté
merci d'avoir regardé
merci d'avoir regardé cette vidéo
merci d'avoir regardé la vidéo
merci d'avoir suivi cette vidéo
merci d'avoir visionné cette vidéo
abonnez-vous
abonnez-vous à la chaîne
abonnez-vous à ma chaîne
n'oubliez pas de vous abonner
n'hésitez pas à vous abonner
likez et abonnez-vous
à bientôt
à la prochaine
à la prochaine fois
à bientôt pour une nouvelle vidéo
on se retrouve dans une prochaine vidéo
au revoir
oui
musique
musique douce
applaudissements
rires
générique
inaudible
sous-titrage par *
sous-titres par *
sous-titré par *
sous-titres réalisés par *
sous-titres faits par *
sous-titrage st 501
"""


# Up to eight words without figures; longer talk of subtitles is work on them.
_NAME: Final = r"(?: [^\W\d]+){0,8}"


def _pattern(lines: str) -> str:
    """The longest line first: "thank you" begins others."""
    return "|".join(_line(line) for line in sorted(lines.splitlines(), key=len, reverse=True))


def _line(line: str) -> str:
    words = re.escape(" ".join(spoken_words(line.removesuffix("*"))))
    return words + _NAME if line.endswith("*") else words


# One may follow another, or itself, as it does when a recogniser has nothing to hear.
_ONE: Final = re.compile(rf"(?:{_pattern(_ENGLISH + _FRENCH)})(?: |$)")


def is_filler(text: str) -> bool:
    """Whether nothing but such phrases stands in a text; not so where it has no words."""
    said = " ".join(spoken_words(text))
    at = 0
    while at < len(said) and (found := _ONE.match(said, at)):
        at = found.end()
    return 0 < len(said) <= at
