import Capacity
import Catalogue
import Decimals
import Documents
import Foundation
import Invoicing
import Metering
import Operations
import Pages
import PostgreSQL
import Reports
import SQL
import ServiceLevels

/// An error as the program tells it: a stable code, what happened, and how the program ends.
struct Failure {
  let code: String
  let message: String
  let status: ExitStatus

  /// nil for an error of none of the modules: the argument parser's own, or the system's.
  init?(_ error: any Error) {
    switch error {
    case let error as DocumentError:
      self.init(error.code.rawValue, error, .wrongUsage)
    case let error as CatalogueError:
      self.init(error.code, error, .failed)
    case let error as ReadError:
      self.init(error.code.rawValue, error, .wrongUsage)
    case let error as ClusterError:
      self.init(error.code, error, .databaseUnreachable)
    case let error as PostgresError:
      self.init(error)
    case let error as DecimalError:
      self.init(error.code, error, .failed)
    case let error as SchemaError:
      self.init(error.code, error, .failed)
    case let error as RollupError:
      self.init(error.code, error, .failed)
    case let error as ArchiveError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    case let error as QuarantineError:
      self.init(error.code, error, .failed)
    case let error as InvoicingError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    case let error as NightlyError:
      self.init(error.code, error, .failed)
    case let error as ClaimError:
      self.init(error.code, error, .failed)
    case let error as JournalError:
      self.init(error.code, error, .failed)
    case let error as TermsError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    case let error as ExplainError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    case let error as ExportError:
      self.init(error.code, error, .failed)
    case let error as ElectronicInvoiceError:
      self.init(error.code, error, .failed)
    case let error as ProviderError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    case let error as InventoryError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    case let error as PDFError:
      self.init(error.code, error, .failed)
    default:
      return nil
    }
  }

  /// The work was ended by a signal.
  static func interrupted(by signal: Int32) -> Failure {
    Failure(
      PostgresError.Kind.interrupted.code,
      "interrupted by \(signal == SIGINT ? "SIGINT" : "SIGTERM"): what was stored stays, what was"
        + " under way is undone, and the command can be run again",
      .failed)
  }

  private init(_ code: String, _ error: any Error, _ status: ExitStatus) {
    self.init(code, "\(error)", status)
  }

  private init(_ code: String, _ message: String, _ status: ExitStatus) {
    self.code = code
    self.message = message
    self.status = status
  }

  private init(_ error: PostgresError) {
    switch error.kind {
    case .connectionFailed:
      self.init(error.code, error, .databaseUnreachable)
    case .connectionLost:
      self.init(
        error.code,
        "\(error). What was stored before stays, what was under way is undone; running the command"
          + " again is safe", .databaseUnreachable)
    case .commitOutcomeUnknown:
      self.init(
        error.code,
        "\(error). What was stored before stays; running the command again is safe, as nothing is"
          + " stored twice", .databaseUnreachable)
    case .statementFailed where error.sqlState == .diskFull:
      self.init(
        error.code,
        "\(error). The disk of the database is full: make room there and run the command again;"
          + " what was stored before stays, what was under way is undone", .failed)
    default:
      self.init(error.code, error, .failed)
    }
  }
}

extension ArchiveError {
  fileprivate var isWrongUsage: Bool {
    if case .monthNotEnded = self { true } else { false }
  }
}

extension TermsError {
  fileprivate var isWrongUsage: Bool {
    if case .otherCurrency = self { true } else { false }
  }
}

extension ExplainError {
  fileprivate var isWrongUsage: Bool {
    if case .dayOutsidePeriod = self { true } else { false }
  }
}

extension InvoicingError {
  fileprivate var isWrongUsage: Bool {
    switch self {
    case .unknownOrganisation, .unknownTenant, .unknownDocument, .unreadableDocument: false
    case .periodNotBegun, .periodNotEnded, .issueDateInFuture, .issueDateBeforePeriodEnd,
      .issueDateBeforeLastDocument:
      true
    }
  }
}
