internal import PostgreSQL

/// What was issued in a database, read by nothing of the program's own.
public struct IssuedLedger {
  private let connection: Connection

  public init(_ database: TestDatabase) throws { connection = try database.connect() }

  /// The number of documents.
  public func count() throws -> Int {
    try connection.query(
      Statement(name: "issued_count", text: "select count(*) from releve.invoice")
    ).single(Int.self)
  }

  /// Each document with its lines and totals, without its place in the series and its dates.
  public func documents() throws -> [String] {
    try connection.query(
      Statement(
        name: "issued_documents",
        text: """
          select contract.name || ' ' || period || ' ' || net || ' ' || gross || ' '
            || (document::jsonb - array['number', 'previous_digest', 'issued_on', 'due_on']) || ' '
            || coalesce(
              (select string_agg((to_jsonb(stored) - 'invoice_id')::text, ' ' order by line)
                from releve.invoice_line as stored
                where stored.invoice_id = invoice.invoice_id),
              'without lines')
          from releve.invoice join releve.contract using (contract_id)
          order by 1
          """)
    ).decode(String.self)
  }

  /// What must not be: gaps, numbers or periods twice, dates that go back, a broken chain, digests
  /// and sums that are not those of the document.
  public func faults() throws -> [String] {
    try connection.query(
      Statement(
        name: "issued_faults",
        text: """
          with placed as (
            select *, lag(digest, 1, repeat('0', 64)) over place as digest_before,
              lag(issued_on) over place as issued_before,
              lag(invoice_id) over place as id_before,
              (select sum(amount) from releve.invoice_line as line
                where line.invoice_id = invoice.invoice_id) as amount,
              (select count(*) from releve.invoice_line as line
                where line.invoice_id = invoice.invoice_id) as lines
            from releve.invoice
            window place as (partition by series order by year, sequence)
          )
          select 'numbers of ' || series || ' ' || year from releve.invoice
          group by series, year having min(sequence) <> 1 or max(sequence) <> count(*)
            or count(distinct sequence) <> count(*)
          union all
          select 'twice: ' || min(number) from releve.invoice
          group by contract_id, period having count(*) > 1
          union all
          select 'form: ' || number from placed
          where number <> format('%s-%s-%s', series, year, lpad(sequence::text, 6, '0'))
            or document::jsonb ->> 'number' <> number
          union all
          select 'date: ' || number from placed
          where issued_on < issued_before or extract(year from issued_on) <> year
            or document::jsonb ->> 'issued_on' <> issued_on::text
          union all
          select 'order: ' || number from placed where invoice_id <= id_before
          union all
          select 'chain: ' || number from placed
          where previous_digest <> digest_before
            or document::jsonb ->> 'previous_digest' <> digest_before
          union all
          select 'digest: ' || number from placed
          where digest <> encode(sha256(convert_to(previous_digest || document, 'UTF8')), 'hex')
          union all
          select 'lines: ' || number from placed
          where amount is distinct from net
            or lines <> jsonb_array_length(document::jsonb -> 'lines')
          """)
    ).decode(String.self)
  }
}
