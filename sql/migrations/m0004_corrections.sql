-- A version says why a part that had begun was corrected, and how it was written.

alter table releve.document_version
  -- The document as YAML, its keys in the order in which they were written: for people, while
  -- `document` is what versions are compared by. Earlier versions have none.
  add column written text,
  add column reason text
    constraint document_version_reason check (reason <> '');
