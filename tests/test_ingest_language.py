"""English or not."""

from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.ingest.language import check_english, looks_english

FOREIGN = {
    "German": (
        "Der deutsche Aktienmarkt hat am Montag kräftig zugelegt. Der DAX stieg um 1,4 "
        "Prozent auf 19.405 Punkte und näherte sich damit seinem Rekordhoch, weil die Anleger"
        " auf niedrigere Zinsen hoffen."
    ),
    "French": (
        "La Bourse de Paris a terminé en hausse lundi, le CAC 40 gagnant 0,8% à 7 257 points,"
        " portée par les valeurs du luxe. Les investisseurs attendent désormais les chiffres "
        "de l'inflation."
    ),
    "Spanish": (
        "La Bolsa española cerró el lunes con una subida del 0,9%, hasta los 11.720 puntos, "
        "impulsada por los bancos. Los inversores esperan los datos de inflación de esta "
        "semana."
    ),
    "Portuguese": (
        "O Ibovespa fechou em queda de 0,7% nesta segunda-feira, aos 129.036 pontos, "
        "pressionado pelas ações de bancos e pela alta dos juros. Investidores aguardam o "
        "anúncio do governo."
    ),
    "Italian": (
        "La Borsa di Milano ha chiuso in rialzo dello 0,6% con il FTSE MIB a 33.500 punti. "
        "Gli investitori attendono i dati sull'inflazione, che saranno pubblicati nel corso "
        "della settimana."
    ),
    "Indonesian": (
        "Indeks harga saham ditutup menguat 0,8 persen ke level 7.245 pada perdagangan hari "
        "ini, sementara investor asing mencatat pembelian bersih di seluruh pasar dan rupiah "
        "stabil terhadap dolar."
    ),
    "Chinese": "周一，上证指数收涨1.2%，报3,300点，创业板指上涨2.5%。",
    "Japanese": "東京株式市場で日経平均株価は続伸し、終値は前日比496円高だった。",
    "Korean": "코스피는 월요일 1.3% 상승한 2534.34에 마감했다.",
    "Russian": "Индекс Мосбиржи вырос в понедельник на 1,1% и закрылся на уровне 2600 пунктов.",
}

ENGLISH = [
    "The S&P 500 rose 1.2% to 5,310.42.",
    ("S&P 500 5,310.42 +1.21%\nNasdaq 16,731.90 +1.34%\nDow 39,899.28 +0.86%"),
    (
        "Nikkei +2.3%, Topix +1.9%, Hang Seng -0.4%, Shanghai +0.2%\n"
        "DAX +0.3%, FTSE +0.1%, CAC -0.2%, Stoxx +0.5%\n"
        "S&P futs +0.3%, Nasdaq futs +0.4%, Dow futs flat, VIX 14.2, gold 2,650, Brent 73.1"
    ),
    (
        "German shares climbed on Monday, with the DAX up 1.4% at 19,405 points as investors "
        "hoped that the European Central Bank would cut interest rates again. Börse Frankfurt"
        " said (德国股市) turnover was the highest since May."
    ),
]


@pytest.mark.parametrize("language", FOREIGN)
def test_foreign_is_refused(language: str) -> None:
    """An article in another language is refused, in one line that says so."""
    with pytest.raises(InputError, match=r"a\.txt: the text does not look English; "):
        check_english(FOREIGN[language], "a.txt")


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes(text: str) -> None:
    """Prose, short notes and tables of figures pass, foreign names in them included."""
    assert looks_english(text)
