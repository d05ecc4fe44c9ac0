"""Grounds of refusal of the energy aids: one sentence for all, the article and the outcome of each act.

`left_unexamined` where the act says that the application stays without examination, a refusal by decision elsewhere.
"""

from collections.abc import Mapping

from casework.benefits.results import Ground, Outcome

_TEXTS = {
    "filed_before_start": "Wniosek złożono przed dniem, od którego przyjmuje się wnioski.",
    "filed_late": "Wniosek złożono po terminie.",
    "earlier_application": "Wniosek złożyła wcześniej inna osoba tego gospodarstwa domowego.",
    "earlier_at_address": "Wniosek złożyło wcześniej inne gospodarstwo domowe pod tym samym adresem.",
    "no_residence": "Wnioskodawca nie mieszka w Polsce albo nie ma wymaganego obywatelstwa lub tytułu pobytu.",
    "other_heating": "Główne źródło ogrzewania gospodarstwa nie jest źródłem, z którym ustawa wiąże świadczenie.",
    "not_in_ceeb": "Głównego źródła ogrzewania nie zgłoszono w wymaganym czasie do centralnej ewidencji emisyjności budynków.",
    "interview_refused": "Nie wyrażono zgody na przeprowadzenie wywiadu środowiskowego.",
    "preferential_fuel": "Na potrzeby gospodarstwa kupiono paliwo stałe po cenie i od przedsiębiorcy z ustawy z dnia 23 czerwca 2022 r.",
    "coal_aid_granted": "Gospodarstwu przyznano dodatek węglowy.",
    "heat_source_aid_granted": "Gospodarstwu przyznano dodatek z tytułu wykorzystywania niektórych źródeł ciepła.",
    "prosumer": "Pod adresem gospodarstwa korzysta się z energii z mikroinstalacji rozliczanej według art. 4 ustawy o OZE.",
    "income_over_limit": "Dochód na osobę przekracza kryterium o co najmniej pełną kwotę świadczenia.",
    "payment_below_minimum": "Świadczenie pomniejszone o przekroczenie kryterium jest niższe niż najniższa kwota wypłacana.",
    "price_within_limit": "Cena ciepła netto nie jest wyższa niż kwota, od której przysługuje bon.",
    "no_invoice": "Do wniosku nie załączono faktury za paliwo gazowe.",
    "invoice_not_paid": "Faktury nie opłacono.",
    "invoice_forecast": "Faktura prognozowa nie dokumentuje dostarczenia paliwa gazowego.",
    "invoice_outside_period": "Paliwo gazowe dostarczono poza czasem objętym refundacją.",
    "invoice_late": "Wniosek dotyczący faktury złożono po terminie.",
    "no_vat": "Z faktur nie wynika podatek VAT do refundacji.",
}


def grounds(articles: Mapping[str, str], unexamined: frozenset[str] = frozenset()) -> Mapping[str, Ground]:
    """The grounds of one act by code. articles: code to article; unexamined: codes that leave the application unexamined."""
    found: dict[str, Ground] = {}
    for code, article in articles.items():
        outcome: Outcome = "left_unexamined" if code in unexamined else "refused"
        found[code] = Ground(code, article, _TEXTS[code], outcome)
    return found
