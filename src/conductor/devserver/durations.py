"""Durations and dates of WAIT tasks, in the server's two notations."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

_DURATION = re.compile(
    r"\s*(?:(\d+)\s*(?:days?|d))?\s*(?:(\d+)\s*(?:hours?|hrs?|h))?\s*(?:(\d+)\s*(?:minutes?|mins?|m))?"
    r"\s*(?:(\d+)\s*(?:seconds?|secs?|s))?\s*",
    re.IGNORECASE | re.ASCII,
)
_UNTIL = re.compile(r"\s*(\d{1,4})-(\d{1,4})-(\d{1,4})(?:\s+(\d{1,4}):(\d{1,4})(?:\s(\S.*))?)?", re.ASCII)
_OFFSET = re.compile(r"(?:GMT([+-])(\d{1,2}):(\d{2})|([+-])(\d{2})(\d{2}))", re.ASCII)
# The short names that Java's date parser knows, by their hours from UTC; in summer, too, they mean these.
_NAMES_BY_HOURS = {
    -11: "NUST NUT SDT SST ST",
    -10: "CKHST CKT HAST HAT HDT HST TAHST TAHT",
    -9.5: "MARST MART",
    -9: "AKST AKT GAMST GAMT HADT",
    -8: "AKDT PST PT",
    -7: "MST MT PDT",
    -6: "CST CT GALST GALT MDT",
    -5: "CDT COST COT EASST ECST ECT EST ET PEST PET",
    -4: "AST AT BOST BOT CLT EDT GYST GYT VEST VET",
    -3.5: "NST NT",
    -3: "ADT ARST ART BRST BRT CLST FKST FKT GFST GFT PMST PMT PYST PYT ROTST ROTT SRST SRT UYST "
    "UYT",
    -2.5: "NDT",
    -2: "EGT FNST FNT PMDT WGT",
    -1: "AZOT CVST CVT EGST WGST",
    0: "ATT AZOST BT GHST GMT UTC WET",
    1: "BST CET MET WAST WAT WEST",
    2: "CAST CAT CEST EET IST IT MEST SAST SAT",
    3: "EAST EAT EEST IDT MSD MSK SYOST SYOT TRST TRT",
    3.5: "IRDT IRST IRT",
    4: "AMST AMT AZST AZT GDT GEST GET GST GT MUST MUT REST RET SAMST SAMT SCST SCT",
    4.5: "AFST AFT",
    5: "ALMST ALMT AQTST AQTT MAWST MAWT MVST MVT ORAST ORAT PKST PKT QOSST QOST QYZST QYZT "
    "TFST TFT TJST TJT TMST TMT UZST UZT VOSST VOST YEKST YEKT",
    5.75: "NPST NPT",
    6: "BDST BDT BTST BTT IOST IOT KGST KGT OMSST OMST XJDT XJT",
    6.5: "CCST CCT MMST MMT",
    7: "CIT CXST CXT DAVST DAVT HOVST HOVT ICST ICT KRAST KRAT NOVST NOVT WIB WIST",
    8: "AWDT AWST AWT BNST BNT CHOST CHOT CIST HKST HKT IRKST IRKT MYST MYT SGST SGT ULAST ULAT "
    "WITA",
    8.75: "ACWDT ACWST ACWT",
    9: "EIST JDT JST JT KDT KST KT PWST PWT TLST TLT WIT YAKST YAKT",
    9.5: "ACDT ACST ACT",
    10: "AEST AET CHUST CHUT DDUST DDUT PGST PGT VLAST VLAT",
    10.5: "LHST LHT",
    11: "AEDT KOSST KOST LHDT MAGST MAGT NCST NCT NFT PONST PONT SAKST SAKT SBST SBT SREDT SRET "
    "VUST VUT",
    12: "ANAST ANAT FJST FJT GILST GILT MHST MHT NFST NRST NRT NZST NZT PETST PETT TVST TVT "
    "WAKST WAKT WFST WFT",
    12.75: "CHAST CHAT",
    13: "NZDT PHOST PHOT TKST TKT TOST TOT WSDT WSST WST",
    13.75: "CHADT",
    14: "LINST LINT",
}  # fmt: skip
_ABBREVIATIONS = {name: hours for hours, names in _NAMES_BY_HOURS.items() for name in names.split()}


def parse_duration(text: str) -> int:
    """Return the seconds of ``1d 2h 3m 4s`` or ``1 day 2 hours 3 mins 4 secs``, units in this order.

    Raises ValueError in the server's words. An empty text is 0 seconds.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"Not valid duration: {text}")
    days, hours, minutes, seconds = (int(number or 0) for number in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def parse_until(text: str) -> int:
    """Return the epoch milliseconds of ``yyyy-MM-dd``, ``yyyy-MM-dd HH:mm`` or ``yyyy-MM-dd HH:mm zone``.

    Without a zone it is local time. There is no form with seconds. Raises ValueError in the server's words.
    """
    match = _UNTIL.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute = (int(number or 0) for number in match.groups()[:5])
        # Server: its parser is lenient, so 30 February is 1 or 2 March, and hour 25 the next day's first.
        years, months = divmod(month - 1, 12)
        moment = datetime(year + years, months + 1, 1, tzinfo=_zone(match.group(6)))
        moment += timedelta(days=day - 1, hours=hour, minutes=minute)
        return int(moment.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"Invalid/Unsupported Wait Until format.  Provided: {text}") from None


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name.upper() in ("UTC", "GMT"):
        return timezone.utc
    if name.upper() in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[name.upper()]))
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        sign, hours, minutes = (part for part in offset.groups() if part is not None)
        distance = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-distance if sign == "-" else distance)
    # Server: names of regions, such as Europe/Berlin, are not known here.
    raise ValueError(f"unknown zone {name}")
