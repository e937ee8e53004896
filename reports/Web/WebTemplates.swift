import Mustache

/// The templates of pages, compiled once.
enum WebTemplates {
  /// The name by which templates ask for our escapes.
  private static let contentType = "MARKUP"

  /// As they are written, by name.
  static let sources = [
    ("page", PackageResources.page_mustache), ("style", PackageResources.style_mustache),
    ("heading", PackageResources.heading_mustache), ("title", PackageResources.title_mustache),
    ("facts", PackageResources.facts_mustache), ("parties", PackageResources.parties_mustache),
    ("table", PackageResources.table_mustache), ("cell", PackageResources.cell_mustache),
    ("budget", PackageResources.budget_mustache), ("notes", PackageResources.notes_mustache),
    ("gauge", PackageResources.gauge_mustache),
  ]

  private static let library = Result<MustacheLibrary, any Error> {
    // Before the first template is read.
    MustacheContentTypes.register(Markup(), named: contentType)
    var library = MustacheLibrary()
    for (name, bytes) in sources {
      try library.register(String(decoding: bytes, as: UTF8.self), named: name)
    }
    return library
  }

  /// A page of values. Every key that a template names has a value: what is missing would be looked
  /// for further outside.
  static func page(_ values: [String: Any]) throws -> String {
    try library.get().render(values, withTemplate: "page") ?? ""
  }
}
