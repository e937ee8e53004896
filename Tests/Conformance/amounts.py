"""Every amount of an electronic invoice again, exactly, from its XML alone.

The official rules allow VAT to be wrong by 1.00 and never multiply quantity and price. Here nothing
is allowed: EN 16931's BT-131 (line), BT-106, BT-109 (sums), BT-116, BT-117 (VAT per category and
rate), BT-110, BT-112, BT-115, half up in the currency's digits; and France's limits on digits.
"""

from decimal import Decimal
from fractions import Fraction

from lxml import etree

WITHOUT_DIGITS = {
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
}
CREDIT_NOTES = {"261", "262", "381", "396", "502", "503"}

PREFIXES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}

TRADE = "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/"
SETTLEMENT = TRADE + "ram:ApplicableHeaderTradeSettlement/"
SUMS = SETTLEMENT + "ram:SpecifiedTradeSettlementHeaderMonetarySummation/"
LINE_SETTLEMENT = "ram:SpecifiedLineTradeSettlement/"
PRICE = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/"

CII = {
    "type": "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:TypeCode",
    "currency": SETTLEMENT + "ram:InvoiceCurrencyCode",
    "line": TRADE + "ram:IncludedSupplyChainTradeLineItem",
    "quantity": "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
    "price": PRICE + "ram:ChargeAmount",
    "base": PRICE + "ram:BasisQuantity",
    "net": LINE_SETTLEMENT
    + "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "line_category": LINE_SETTLEMENT + "ram:ApplicableTradeTax/ram:CategoryCode",
    "line_rate": LINE_SETTLEMENT + "ram:ApplicableTradeTax/ram:RateApplicablePercent",
    "group": SETTLEMENT + "ram:ApplicableTradeTax",
    "category": "ram:CategoryCode",
    "rate": "ram:RateApplicablePercent",
    "taxable": "ram:BasisAmount",
    "tax": "ram:CalculatedAmount",
    "BT-106": SUMS + "ram:LineTotalAmount",
    "BT-109": SUMS + "ram:TaxBasisTotalAmount",
    "BT-110": SUMS + "ram:TaxTotalAmount[@currencyID = {currency}]",
    "BT-112": SUMS + "ram:GrandTotalAmount",
    "BT-115": SUMS + "ram:DuePayableAmount",
    "others": "//ram:SpecifiedTradeAllowanceCharge | //ram:TotalPrepaidAmount"
    " | //ram:RoundingAmount",
}

UBL = {
    "type": "/*/cbc:InvoiceTypeCode | /*/cbc:CreditNoteTypeCode",
    "currency": "/*/cbc:DocumentCurrencyCode",
    "line": "/*/cac:InvoiceLine | /*/cac:CreditNoteLine",
    "quantity": "cbc:InvoicedQuantity | cbc:CreditedQuantity",
    "price": "cac:Price/cbc:PriceAmount",
    "base": "cac:Price/cbc:BaseQuantity",
    "net": "cbc:LineExtensionAmount",
    "line_category": "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
    "line_rate": "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
    "group": "/*/cac:TaxTotal/cac:TaxSubtotal",
    "category": "cac:TaxCategory/cbc:ID",
    "rate": "cac:TaxCategory/cbc:Percent",
    "taxable": "cbc:TaxableAmount",
    "tax": "cbc:TaxAmount",
    "BT-106": "/*/cac:LegalMonetaryTotal/cbc:LineExtensionAmount",
    "BT-109": "/*/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
    "BT-110": "/*/cac:TaxTotal/cbc:TaxAmount[@currencyID = {currency}]",
    "BT-112": "/*/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
    "BT-115": "/*/cac:LegalMonetaryTotal/cbc:PayableAmount",
    "others": "//cac:AllowanceCharge | //cbc:PrepaidAmount | //cbc:PayableRoundingAmount",
}


class Reading:
    """An invoice's figures by their names above."""

    def __init__(self, file):
        self.document = etree.parse(file)
        is_cii = self.document.getroot().tag == f"{{{PREFIXES['rsm']}}}CrossIndustryInvoice"
        self.paths = CII if is_cii else UBL

    def elements(self, name, within=None):
        path = self.paths[name]
        if "{currency}" in path:
            path = path.replace("{currency}", f"'{self.text('currency')}'")
        place = self.document if within is None else within
        return place.xpath(path, namespaces=PREFIXES)

    def text(self, name, within=None, default=None):
        found = self.elements(name, within)
        if not found and default is not None:
            return default
        if len(found) != 1:
            raise ValueError(f"{name} stands {len(found)} times")
        return found[0].text

    def number(self, name, within=None, default=None):
        return Decimal(self.text(name, within, default))


def rounded(value, digits):
    """A fraction, half up, away from zero for negatives."""
    scaled = value * 10**digits
    units = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(units if scaled >= 0 else -units, 10**digits)


def decimals(number):
    return max(-number.as_tuple().exponent, 0)


def wrong(file):
    """What does not follow from the lines, or has more digits than France allows."""
    try:
        return recomputed(file)
    except (etree.XMLSyntaxError, ValueError, ArithmeticError) as error:
        return [f"the figures cannot be read: {error!r}"]


def recomputed(file):
    reading = Reading(file)
    digits = 0 if reading.text("currency") in WITHOUT_DIGITS else 2
    failures = []
    sums = {}
    if reading.elements("others"):
        failures.append("allowances, charges, prepaid or rounding amounts stand here")
    for number, line in enumerate(reading.elements("line"), start=1):
        group, net = check_line(reading, number, line, digits, failures)
        sums[group] = sums.get(group, 0) + net
    check_totals(reading, sums, digits, failures)
    return failures


def check_line(reading, number, line, digits, failures):
    quantity, price = reading.number("quantity", line), reading.number("price", line)
    base, net = reading.number("base", line, "1"), reading.number("net", line)
    product = rounded(Fraction(quantity) * Fraction(price) / Fraction(base), digits)
    if product != Fraction(net):
        failures.append(f"line {number}: {quantity} × {price} ÷ {base} is not {net}")
    if decimals(quantity) > 4 or decimals(base) > 4 or decimals(price) > 6 or decimals(net) > 2:
        failures.append(f"line {number}: too many decimals: {quantity}, {price}, {base}, {net}")
    if price <= 0 or base <= 0:
        failures.append(f"line {number}: the price {price} per {base} is not above 0")
    rate = reading.number("line_rate", line, "0")
    return (reading.text("line_category", line), Fraction(rate)), Fraction(net)


def check_totals(reading, sums, digits, failures):
    net, tax = sum(sums.values()), Fraction(0)
    for group in reading.elements("group"):
        key = (reading.text("category", group), Fraction(reading.number("rate", group, "0")))
        if key not in sums:
            failures.append(f"VAT {key}: stands twice, or no line has it")
            continue
        base = sums.pop(key)
        due = rounded(base * key[1] / 100, digits)
        tax += due
        compare(f"BT-116 of {key}", reading.number("taxable", group), base, failures)
        compare(f"BT-117 of {key}", reading.number("tax", group), due, failures)
    if sums:
        failures.append(f"VAT of lines, but not of the document: {sorted(sums)}")
    expected = {
        "BT-106": net, "BT-109": net, "BT-110": tax, "BT-112": net + tax, "BT-115": net + tax}
    for name, value in expected.items():
        compare(name, reading.number(name), value, failures)
    if net + tax < 0:
        kind = "credit note" if reading.text("type") in CREDIT_NOTES else "invoice"
        failures.append(f"the total of the {kind} is negative: the other kind is its form")


def compare(name, found, expected, failures):
    if Fraction(found) != expected or decimals(found) > 2:
        failures.append(f"{name} is {found}, not {float(expected):.2f}")
