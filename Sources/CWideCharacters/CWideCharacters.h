#ifndef CWIDECHARACTERS_H
#define CWIDECHARACTERS_H

#include <locale.h>
#include <wchar.h>

/// glibc's, which <wchar.h> shows only to programs that ask for X/Open.
extern int wcwidth(wchar_t character);

#endif
