import pytest

from core.drafting.filler_phrases import is_filler


@pytest.mark.parametrize(
    "text",
    [
        "you",
        "You.",
        " Thank you. ",
        "Thank you. Thank you. Thank you.",
        "THANKS FOR WATCHING!",
        "Bye. Bye-bye. Bye.",
        "Please subscribe to my channel.",
        "I'll see you in the next video. Bye-bye.",
        "I\u2019ll see you in the next video.",
        "Subtitles by the Amara.org community",
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Sous-titrage ST' 501",
        "Merci d'avoir regardé cette vidéo !",
        "Merci d\u2019avoir regardé cette vidéo. Abonnez-vous !",
        "[Music]",
        "(applaudissements)",
    ],
)
def test_small_talk_of_videos_is_known(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "Thank you letter.",
        "Thank you, point three.",
        "Your file.",
        "Yours",
        "Merci au client, trois dixièmes.",
        "Sous-titres réalisés par le client, 0,3 heure",
        "Subtitles by the vendor reviewed with the client and the interpreter before the Smith hearing.",
        "Thanks for watching the Smith deposition video.",
        "Music licence reviewed.",
    ],
)
def test_words_of_work_are_none(text: str) -> None:
    assert not is_filler(text)
