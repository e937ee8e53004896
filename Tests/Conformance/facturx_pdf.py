"""What makes a PDF a Factur-X, which veraPDF does not ask: the XML inside it, how the catalogue
names it, and what the metadata say of it (Factur-X 1.07, chapter 6)."""

import io
import logging

from facturx import get_xml_from_pdf
from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
EXPECTED = {
    "DocumentType": "INVOICE",
    "DocumentFileName": "factur-x.xml",
    "Version": "1.0",
    "ConformanceLevel": "EN 16931",
}
RELATIONSHIPS = {"/Data", "/Alternative", "/Source"}

logging.getLogger("factur-x").setLevel(logging.ERROR)


def missing(file, xml=None):
    """What of a Factur-X the file lacks; with `xml`, also a difference from that file."""
    with open(file, "rb") as handle:
        data = handle.read()
    try:
        catalogue = PdfReader(io.BytesIO(data)).trailer["/Root"]
    except PyPdfError as error:
        return [f"the file cannot be read: {error}"]
    return metadata(catalogue) + attachment(catalogue) + content(data, xml)


def metadata(catalogue):
    if "/Metadata" not in catalogue:
        return ["no /Metadata in the catalogue"]
    root = etree.fromstring(catalogue["/Metadata"].get_object().get_data())
    failures = []
    for name, value in EXPECTED.items():
        found = [element.text for element in root.iter(f"{{{NAMESPACE}}}{name}")]
        found += [
            element.get(f"{{{NAMESPACE}}}{name}") for element in root.iter()
            if element.get(f"{{{NAMESPACE}}}{name}") is not None
        ]
        if found != [value]:
            failures.append(f"XMP {name} is {found}, not {value!r} once")
    return failures


def attachment(catalogue):
    """/AF names one file specification, which is also in the tree of embedded files."""
    files = [file.get_object() for file in catalogue.get("/AF", [])]
    if len(files) != 1:
        return [f"/AF names {len(files)} files, not one"]
    file, failures = files[0], []
    for key in ("/F", "/UF"):
        if file.get(key) != "factur-x.xml":
            failures.append(f"{key} is {file.get(key)!r}")
    if file.get("/AFRelationship") not in RELATIONSHIPS:
        failures.append(f"/AFRelationship is {file.get('/AFRelationship')!r}")
    if "/F" not in file.get("/EF", {}):
        return failures + ["/EF has no /F"]
    stream = file["/EF"]["/F"].get_object()
    if stream.get("/Subtype") != "/text/xml":
        failures.append(f"the stream's /Subtype is {stream.get('/Subtype')!r}")
    if "/ModDate" not in stream.get("/Params", {}):
        failures.append("the stream's /Params have no /ModDate")
    if "/EmbeddedFiles" not in catalogue.get("/Names", {}):
        failures.append("no /EmbeddedFiles in /Names")
    return failures


def content(data, xml):
    name, found = get_xml_from_pdf(data, check_xsd=False, check_schematron=False)
    if name != "factur-x.xml":
        return [f"the XML inside is named {name!r}"]
    if xml is None:
        return []
    with open(xml, "rb") as handle:
        return [] if handle.read() == found else ["the XML inside differs from the one exported"]
