"""Outside validators of electronic invoices and of PDF files, for the tests in this folder.

Reads requests on standard input, one JSON object a line, and answers each on standard output:

    {"id": 1, "check": "cii", "file": "/tmp/invoice.xml"}
    {"id": 1, "failures": ["BR-FR-05 …"]}

`check` is one of

    cii      the XSD of Factur-X and of UN/CEFACT's D22B, Factur-X's EN 16931 rules, the French ones
    ubl      the XSD of UBL 2.1, the EN 16931 rules, the French ones
    amounts  every amount again, exactly, from the XML alone (amounts.py); either syntax
    facturx  what makes a PDF a Factur-X; with "xml", that the XML inside is that file, byte for byte
    pdfa-3a  pdfa-3b  ua1      veraPDF

No failures means that every rule was asked and none was broken. A validator that cannot be run is
an error of this program, which ends, and never an empty list. Nothing here uses the network.
"""

import importlib.resources
import json
import sys

import amounts
import facturx_pdf
import verapdf
from lxml import etree
from saxonche import PySaxonProcessor

RULES = importlib.resources.files("facturx") / "xsd_and_schematron"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
NOT_FATAL = {"warning", "information", "info"}

CII_SCHEMAS = (
    "facturx-en16931/Factur-X_EN16931.xsd",
    "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd",
)
CII_RULES = (
    "facturx-en16931/FACTUR-X_EN16931.xslt",
    "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt",
    "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
)
UBL_RULES = (
    "ubl-2.1/EN16931-UBL-validation.xslt",
    "ubl-2.1/EXTENDED-CTC-FR-UBL.xslt",
    "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt",
)


class RuleBooks:
    """The official schemas and rules; each is compiled when it is first needed, and kept."""

    def __init__(self):
        self.saxon = PySaxonProcessor(license=False)
        self.stylesheets = {}
        self.schemas = {}

    def schema(self, name):
        if name not in self.schemas:
            self.schemas[name] = etree.XMLSchema(etree.parse(str(RULES / name)))
        return self.schemas[name]

    def stylesheet(self, name):
        if name not in self.stylesheets:
            compiler = self.saxon.new_xslt30_processor()
            self.stylesheets[name] = compiler.compile_stylesheet(
                stylesheet_file=str(RULES / name))
        return self.stylesheets[name]

    def broken(self, file, schemas, rules):
        """The texts of all that the file breaks. Rules are asked only of what its schema allows:
        they presume its form."""
        try:
            document = etree.parse(file)
        except etree.XMLSyntaxError as error:
            return [f"not XML: {error}"]
        failures = []
        for name in schemas:
            schema = self.schema(name)
            if not schema.validate(document):
                failures += [f"{name}:{entry.line}: {entry.message}" for entry in schema.error_log]
        if failures:
            return failures
        node = self.saxon.parse_xml(xml_file_name=file)
        for name in rules:
            report = self.stylesheet(name).transform_to_string(xdm_node=node)
            failures += fatal(name, report)
        return failures


def fatal(name, report):
    """The broken rules that a Schematron report names. One in which no rule was fired is a failure:
    it has proved nothing."""
    root = etree.fromstring(report.encode())
    if root.find(f"{SVRL}fired-rule") is None:
        return [f"{name}: no rule was fired"]
    failures = []
    for found in root.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        level = (found.get("flag") or found.get("role") or "fatal").lower()
        if level not in NOT_FATAL:
            text = " ".join("".join(found.itertext()).split())
            failures.append(f"{found.get('id')}: {text} ({found.get('location')})")
    return failures


def ubl_schema(file):
    """Invoices and credit notes have a schema each."""
    with open(file, "rb") as handle:
        is_credit_note = b"<CreditNote" in handle.read(4096)
    return f"ubl-2.1/maindoc/UBL-{'CreditNote' if is_credit_note else 'Invoice'}-2.1.xsd"


def failures(books, request):
    file = request["file"]
    match request["check"]:
        case "cii":
            return books.broken(file, CII_SCHEMAS, CII_RULES)
        case "ubl":
            return books.broken(file, (ubl_schema(file),), UBL_RULES)
        case "amounts":
            return amounts.wrong(file)
        case "facturx":
            return facturx_pdf.missing(file, request.get("xml"))
        case "pdfa-3a" | "pdfa-3b" | "ua1" as check:
            return verapdf.broken(file, check.removeprefix("pdfa-"))
        case other:
            raise ValueError(f"no such check: {other}")


def main():
    books = RuleBooks()
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"], "failures": failures(books, request)}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
