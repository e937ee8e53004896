// PostgreSQL's own C client; its folder comes from pkg-config (libpq.pc).
#include <libpq-fe.h>
