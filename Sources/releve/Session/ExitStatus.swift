/// How the program ends (contract, section 1). Thrown to end with a status after all was said.
enum ExitStatus: Int32, Error {
  case done = 0
  /// The work failed, or what was asked for does not exist.
  case failed = 1
  case wrongUsage = 2
  /// Done, but something needs a person.
  case needsPerson = 3
  case databaseUnreachable = 4
}
