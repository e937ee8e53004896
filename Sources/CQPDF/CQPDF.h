// The C interface of qpdf, which reads, changes and writes the objects of a PDF.
#include <qpdf/qpdf-c.h>
