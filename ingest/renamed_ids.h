/* A record may have had another id: the record of an unborn child gets a new one at birth, and of two records of one child
 * one is merged into the other. A table of former ids says which id each has now, and the model which table that is:
 *
 *     "former_ids": { "relations": { "child_id": "people" }, "renames": { "former_id": "child_id" } }
 *
 * Every column that names rows of the other table (the relations to it, and whose row it is, where that is its key) then
 * holds the id now in place of a former one, so that what follows sees one record. Chains are followed to their end. A
 * former id that has two ids now, or leads round to itself, or leads to one of these, is found and left alone. A
 * former id whose record still has a row of its own is joined all the same, since the table says so; that row stays.
 * Nothing is dated: a record is the same before and after it is renamed. Rows are set aside as repeats before, by the ids
 * that the files have.
 *
 * Ids of older systems (pers_legacy_id of the Standard Safeguarding Dataset) are not former ids and are not read: every
 * child may have one, and it may be the id that another child has now. */
#ifndef INGEST_RENAMED_IDS_H
#define INGEST_RENAMED_IDS_H

#include "ingest/assemble.h"

/* Costs nothing where no such table was supplied. */
void rename_ids(struct assembly *assembly);

#endif
