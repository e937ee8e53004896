public import Calendars
public import Catalogue
import Decimals
public import Pages
public import ServiceLevels

/// How commitments were kept in a month as pages, a new one for each commitment: PDF/A-3a and
/// PDF/UA-1.
public struct ServiceLevelPDF {
  /// An announced window of maintenance, for the calendar; it concerns its component and what is
  /// below it.
  public struct Window: Sendable {
    public let component: String
    public let span: TimeSpan

    public init(component: String, span: TimeSpan) {
      self.component = component
      self.span = span
    }

    /// One that is open goes on to the month's end.
    init?(_ window: MaintenanceWindow, in month: TimeSpan) {
      let to = window.to ?? month.to
      guard window.from < month.to, to > month.from,
        let span = TimeSpan(from: window.from, to: to)
      else { return nil }
      self.init(component: window.component, span: span)
    }

    func concerns(_ path: String) -> Bool {
      path == component || path.hasPrefix(component + "/")
    }
  }

  private let report: ServiceLevelReport
  private let organisations: [String: Organisation]
  private let windows: [Window]
  private let language: Language?
  private let fonts: PageFonts?

  /// In the language of each organisation, or in one. Organisations are called by their legal
  /// names. Fonts may be shared by many; windows are shown besides the report's own.
  public init(
    _ report: ServiceLevelReport, organisations: [String: Organisation], windows: [Window] = [],
    in language: Language?, fonts: PageFonts? = nil
  ) {
    self.report = report
    self.organisations = organisations
    self.windows = windows
    self.language = language
    self.fonts = fonts
  }

  /// Same report, same bytes, on the same versions of the libraries and fonts.
  public func bytes() throws(PDFError) -> [UInt8] {
    let ownFonts = if let fonts { fonts } else { try PageFonts() }
    var pages = ServiceLevelPages(
      language: language ?? first?.language ?? .french, fonts: ownFonts)
    pages.composeTitle(period: report.period, organisation: name(report.results.first?.coverage))
    do throws(DecimalError) {
      for (index, result) in report.results.enumerated() {
        if index > 0 { pages.flow.breakPage() }
        try pages.compose(
          result, organisation: name(result.coverage),
          windows: report.windows(concerning: result, besides: windows))
      }
    } catch {
      throw .drawing("a figure of the report is too large: \(error)")
    }
    if report.results.isEmpty { pages.composeNothing() }
    return try ArchivedPDF(pages.drawn(), pages.facts(of: report.period)).bytes()
  }

  private var first: Organisation? {
    report.results.first.flatMap { organisations[$0.coverage.organisation] }
  }

  private func name(_ coverage: ServiceCoverage?) -> String {
    guard let organisation = coverage?.organisation else { return "" }
    return organisations[organisation]?.legalName ?? organisation
  }
}

extension ServiceLevelReport {
  /// What of the month is announced as maintenance of a component that a commitment is about.
  func windows(
    concerning result: CommitmentResult, besides others: [ServiceLevelPDF.Window] = []
  ) -> [TimeSpan] {
    let month = result.coverage.zone.span(of: period)
    let own = windows.compactMap { ServiceLevelPDF.Window($0, in: month) }
    return (own + others).filter { window in
      result.components.contains { window.concerns($0.component) }
    }.map(\.span)
  }
}
