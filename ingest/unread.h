/* Which files in the folders of extracts nothing reads: most often one whose name a mapping spells otherwise. Names that
 * begin with a dot are left out. */
#ifndef INGEST_UNREAD_H
#define INGEST_UNREAD_H

#include "ingest/blueprint.h"

MUST_CHECK bool unread_files_list(struct arena *arena, const struct ingest_request *request,
                                  const struct blueprint *blueprint, struct ingest_report *report,
                                  struct error *error);

#endif
