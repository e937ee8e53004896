// GNOME's XML library, of which the text writer is used; its folder comes from pkg-config
// (libxml-2.0.pc).
#include <libxml/xmlversion.h>
// Debian's is built with ICU, whose headers declare again what Swift's Foundation brings its own
// version of. Without them only the converters inside an encoding handler are hidden.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlwriter.h>
