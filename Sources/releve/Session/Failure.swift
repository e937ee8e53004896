import Catalogue
import Decimals
import Documents
import Invoicing
import Metering
import PostgreSQL
import SQL

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
      self.init(error.code, error, error.isUnreachable ? .databaseUnreachable : .failed)
    case let error as DecimalError:
      self.init(error.code, error, .failed)
    case let error as SchemaError:
      self.init(error.code, error, .failed)
    case let error as InvoicingError:
      self.init(error.code, error, error.isWrongUsage ? .wrongUsage : .failed)
    default:
      return nil
    }
  }

  private init(_ code: String, _ error: any Error, _ status: ExitStatus) {
    self.code = code
    self.message = "\(error)"
    self.status = status
  }

}

extension PostgresError {
  fileprivate var isUnreachable: Bool {
    kind == .connectionFailed || kind == .connectionLost
  }
}

extension InvoicingError {
  fileprivate var isWrongUsage: Bool {
    switch self {
    case .unknownOrganisation, .unknownTenant, .unknownDocument: false
    case .periodNotBegun, .periodNotEnded, .issueDateInFuture, .issueDateBeforePeriodEnd,
      .issueDateBeforeLastDocument:
      true
    }
  }
}
