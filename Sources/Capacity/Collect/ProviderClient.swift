import Calendars
import Foundation
import FoundationNetworking

/// Asks the provider's API for what a credential may see.
///
/// It keeps the pace that the API allows, has a token renewed shortly before it expires, and tries
/// again what may pass: no connection, no answer in time, the statuses 408, 429 and 5xx, an answer
/// that is broken. It waits for as long as `Retry-After` says, else after growing pauses. A token
/// that is refused is renewed once.
public final class ProviderClient {
  private let address: ProviderAddress
  private let credential: ProviderCredential
  private let transport: ProviderTransport
  private let clock: RequestClock
  private var pace: RequestPace
  private let deadline: Duration
  private let tell: (String) -> Void

  private var token: AccessToken?
  /// When the token is to be renewed; nil while it is not known to expire.
  private var renewal: Duration?
  /// Why no token is given any more: nobody asks a second time.
  private var refusal: RequestFailure?

  /// Where a credential is exchanged for a token.
  static let tokenPath = "/iam/v2/auth/personal_access_token"
  /// After a failure, where the API does not say for how long it wants to be left alone; there is
  /// one more attempt than pauses.
  static let pauses: [Duration] = [.seconds(1), .seconds(2), .seconds(4), .seconds(8)]
  /// The longest pause that the API is granted.
  static let pauseMax = Duration.seconds(120)
  /// A token is renewed so long before it expires.
  static let renewedBefore = Duration.seconds(30)
  /// How long a run may take.
  static let runLimit = Duration.seconds(1800)

  /// One without a token yet; `tell` is told what is tried again, and why.
  public init(
    _ address: ProviderAddress, _ credential: ProviderCredential,
    limits: RequestLimits = .usual, clock: RequestClock = .system,
    tell: @escaping (String) -> Void = { _ in }
  ) {
    self.address = address
    self.credential = credential
    transport = ProviderTransport(limits)
    self.clock = clock
    pace = RequestPace(clock)
    deadline = clock.now() + Self.runLimit
    self.tell = tell
  }

  /// Exchanges the credential for a token.
  ///
  /// - Returns: the tenant that it sees, as the provider knows it.
  public func signIn() throws(ProviderError) -> String {
    do throws(RequestFailure) {
      return try currentToken().tenantID
    } catch {
      throw .noToken(address: address.name, error)
    }
  }

  /// Reads what stands at a path; `problem` says what is wrong with an answer, so that it is asked
  /// for again, and nil where nothing is.
  func get(
    _ path: String, problem: ([UInt8]) -> String?
  ) throws(RequestFailure) -> [UInt8] {
    var isRenewed = false
    while true {
      let token = try currentToken()
      do throws(RequestFailure) {
        return try ask(path, token: token, problem: problem).body
      } catch .unauthorised(401, _) where !isRenewed {
        tell("\(path): the token is refused, and renewed")
        isRenewed = true
        self.token = nil
      }
    }
  }

  private func currentToken() throws(RequestFailure) -> AccessToken {
    if let token, renewal.map({ clock.now() < $0 }) ?? true { return token }
    if let refusal { throw refusal }
    do throws(RequestFailure) {
      let answer = try ask(Self.tokenPath, body: try credential.body) { _ in nil }
      let date = answer.date.flatMap(Instant.init(httpDate:))
      guard let token = AccessToken(answer.body, date: date) else { throw .notAToken }
      // A token of less than a minute is used for half of its time.
      renewal = token.lifetime.map { clock.now() + max($0 - Self.renewedBefore, $0 / 2) }
      self.token = token
      return token
    } catch {
      if case .unauthorised = error { refusal = error }
      throw error
    }
  }

  /// Asks until there is an answer that will stay.
  private func ask(
    _ path: String, body: Data? = nil, token: AccessToken? = nil, problem: ([UInt8]) -> String?
  ) throws(RequestFailure) -> ProviderAnswer {
    let request = try request(path, body: body, token: token)
    var attempts = 0
    while true {
      guard clock.now() < deadline else { throw .outOfTime }
      pace.wait(for: path)
      attempts += 1
      let reason: String
      var wanted: Duration?
      switch transport.send(request) {
      case .noAnswer(let text): reason = text
      case .tooLarge(let limit): throw .tooLarge(limit: limit)
      case .answer(let answer):
        guard let passing = try judge(answer, problem) else { return answer }
        reason = passing
        wanted = RetryAfter.pause(
          answer.retryAfter, date: answer.date.flatMap(Instant.init(httpDate:)))
      }
      if let wanted, wanted > Self.pauseMax {
        throw .asksToWait(seconds: Int64((wanted / .seconds(1)).rounded(.up)))
      }
      guard attempts <= Self.pauses.count else {
        throw .stayedAway(attempts: attempts, reason: reason)
      }
      let pause = wanted ?? Self.pauses[attempts - 1]
      guard clock.now() + pause < deadline else { throw .outOfTime }
      tell("\(path): \(reason); tried again in \(Int64((pause / .seconds(1)).rounded(.up))) s")
      clock.sleep(pause)
    }
  }

  /// What is wrong with an answer and may pass; nil where nothing is. Throws what will stay.
  private func judge(
    _ answer: ProviderAnswer, _ problem: ([UInt8]) -> String?
  ) throws(RequestFailure) -> String? {
    switch answer.status {
    case 200: return problem(answer.body)
    case 401, 403: throw .unauthorised(status: answer.status, words: words(of: answer))
    case 408, 429, 500...599: return "status \(answer.status)"
    case 300...399:
      let host = answer.location.flatMap { URL(string: $0)?.host() }
      throw .redirected(status: answer.status, host: host)
    default: throw .refused(status: answer.status, words: words(of: answer))
    }
  }

  private func request(
    _ path: String, body: Data?, token: AccessToken?
  ) throws(RequestFailure) -> URLRequest {
    var request = URLRequest(url: try address.url(path))
    request.setValue("releve", forHTTPHeaderField: "User-Agent")
    request.setValue("application/json, text/plain", forHTTPHeaderField: "Accept")
    if let body {
      request.httpMethod = "POST"
      request.httpBody = body
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    if let token {
      request.setValue("Bearer \(token.text)", forHTTPHeaderField: "Authorization")
    }
    return request
  }

  private struct Refusal: Decodable {
    struct Content: Decodable { let message: String? }
    let error: Content?
    let message: String?
  }

  private static let wordsMax = 200

  /// What the API says about a status, without what is secret should it be quoted.
  private func words(of answer: ProviderAnswer) -> String {
    let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body))
    var words = refusal?.error?.message ?? refusal?.message ?? ""
    for secret in [credential.secret, token?.text ?? ""] where !secret.isEmpty {
      words = words.replacing(secret, with: "…")
    }
    return String(words.prefix(Self.wordsMax))
  }
}
