import Calendars
import Foundation
import Testing

@testable import Capacity

/// What is read of a token, and when an answer asks to be tried again.
@Suite struct AccessTokenTests {
  private func token(_ claims: String, date: Instant? = nil) -> AccessToken? {
    let middle = Data(claims.utf8).base64EncodedString().replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
    return AccessToken(Array("eyJh.\(middle).c2ln\n".utf8), date: date)
  }

  @Test(arguments: ["", "?", "??", "?>?>?>~~~"])
  func `a token says whose it is and how long it holds`(padding: String) throws {
    let claims = #"""
      {"userId":"\#(padding)","scope":{"id":"t-1"},"iat":1774951200,"exp":1774951500}
      """#
    let token = try #require(self.token(claims))
    #expect(token.tenantID == "t-1" && token.lifetime == .seconds(300))
    #expect(token.text.hasPrefix("eyJh.") && token.text.hasSuffix(".c2ln"))
    // By the provider's clock: two minutes of it are gone.
    let late = self.token(claims, date: Instant(seconds: 1_774_951_320))
    #expect(late?.lifetime == .seconds(180))
  }

  @Test func `one that does not say when it was given holds until it is refused`() {
    let token = token(#"{"scope":{"id":"t-1"},"exp":1774951500}"#)
    #expect(token != nil && token?.lifetime == nil)
  }

  @Test(arguments: [
    "", "{}", #"{"exp":1}"#, #"{"scope":{"id":"t"}}"#, #"{"scope":{"id":"../t"},"exp":1}"#,
    #"{"scope":{"id":""},"exp":1}"#, "nonsense",
  ])
  func `what does not say whose it is is no token`(claims: String) {
    #expect(token(claims) == nil)
  }

  @Test(arguments: ["", "a.b", "a.b.c.d", "<html>", "a.e30.c\r\nX-Header: y", "\u{0}.e30.c"])
  func `what could not stand in a header is no token`(text: String) {
    #expect(AccessToken(Array(text.utf8), date: nil) == nil)
  }

  @Test func `dates of HTTP are read`() {
    #expect(
      Instant(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")
        == Instant(rfc3339: "1994-11-06T08:49:37Z"))
    for text in [
      "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
      "Sun, 06 Nom 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
    ] {
      #expect(Instant(httpDate: text) == nil, "\(text)")
    }
  }

  @Test func `a pause is never less than none`() {
    let date = Instant(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")
    let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    #expect(RetryAfter.pause(before, date: date) == .zero)
    #expect(RetryAfter.pause(before, date: nil) == nil)
    for text in ["-1", "1.5", "soon", "99999999999", ""] {
      #expect(RetryAfter.pause(text, date: date) == nil, "\(text)")
    }
    #expect(RetryAfter.pause(nil, date: date) == nil)
  }
}
