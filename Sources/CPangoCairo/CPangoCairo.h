// Text layout and drawing into PDF: pango on cairo, with fontconfig for the choice of fonts. Their
// folders come from pkg-config (pangocairo.pc).
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
