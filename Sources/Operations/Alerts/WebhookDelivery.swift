import Foundation
import FoundationNetworking
import Synchronization

/// Posts messages to a webhook. What may pass is tried again after growing pauses: a connection
/// that cannot be made or is cut off, an answer that does not come in time, the statuses 429 and
/// 5xx. Any other status but 2xx is the receiver's answer; redirections are not followed, for the
/// signature is for one receiver.
struct WebhookDelivery {
  private let webhook: Webhook
  /// For how long an answer is waited for.
  private let patience: TimeInterval
  /// Between attempts; there is one more of them.
  private let pauses: [TimeInterval]

  static let usualPauses: [TimeInterval] = [1, 2, 4, 8]

  init(_ webhook: Webhook, patience: TimeInterval = 10, pauses: [TimeInterval] = usualPauses) {
    self.webhook = webhook
    self.patience = patience
    self.pauses = pauses
  }

  /// Returns once the receiver has taken the message.
  func deliver(_ message: AlertMessage) throws(WebhookError) {
    let request = request(for: message)
    var attempts = 0
    while true {
      attempts += 1
      let reason: String
      switch Exchange(request, patience: patience).run() {
      case .status(200...299): return
      case .status(let status) where status == 429 || status >= 500: reason = "status \(status)"
      case .status(let status): throw .refused(name: webhook.name, status: status)
      case .noAnswer(let text): reason = text
      }
      guard attempts <= pauses.count else {
        throw .stayedAway(name: webhook.name, attempts: attempts, reason: reason)
      }
      Thread.sleep(forTimeInterval: pauses[attempts - 1])
    }
  }

  private func request(for message: AlertMessage) -> URLRequest {
    var request = URLRequest(url: webhook.url, timeoutInterval: patience)
    request.httpMethod = "POST"
    request.httpBody = message.body
    for (name, value) in [
      "Content-Type": "application/json", "User-Agent": "releve",
      "Idempotency-Key": message.idempotencyKey,
      "Releve-Signature": webhook.signature(of: message.body),
    ] {
      request.setValue(value, forHTTPHeaderField: name)
    }
    return request
  }
}

/// One request, and what came of it.
private final class Exchange: NSObject, URLSessionDataDelegate {
  enum Outcome {
    case status(Int)
    /// Why there is no status, in words.
    case noAnswer(String)
  }

  private let request: URLRequest
  private let patience: TimeInterval
  private let outcome = Mutex<Outcome?>(nil)
  private let ended = DispatchSemaphore(value: 0)

  init(_ request: URLRequest, patience: TimeInterval) {
    self.request = request
    self.patience = patience
  }

  /// Waits for the answer's status, not for its body.
  func run() -> Outcome {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    configuration.timeoutIntervalForResource = patience
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    session.dataTask(with: request).resume()
    if ended.wait(timeout: .now() + patience) == .timedOut {
      end(.noAnswer("no answer within \(patience.words)"))
    }
    return outcome.withLock(\.self) ?? .noAnswer("no answer")
  }

  private func end(_ result: Outcome) {
    let isFirst = outcome.withLock { outcome in
      guard outcome == nil else { return false }
      outcome = result
      return true
    }
    if isFirst { ended.signal() }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse { end(.status(response.statusCode)) }
    completionHandler(.cancel)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // The redirection is then the answer. FoundationNetworking traps where a task that was
    // cancelled is told so; it is not cancelled before there is an outcome, which waits for the
    // lock.
    outcome.withLock { if $0 == nil { completionHandler(nil) } }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let response = task.response as? HTTPURLResponse {
      end(.status(response.statusCode))
    } else {
      end(.noAnswer(error.map { $0.localizedDescription } ?? "no answer"))
    }
  }
}

extension TimeInterval {
  fileprivate var words: String { "\(self) s" }
}
