import Testing

@testable import Pages

/// What stays together where a page ends.
@Suite struct PageTableTests {
  private let styles = PageTable.Styles(head: TextStyle(7), group: TextStyle(9, .semibold))

  private func table(_ flow: inout PageFlow) -> PageTable {
    PageTable(
      [PageTable.Column("Name", left: 48, width: 300)], styles, keeping: 20,
      in: flow.structure.root, &flow)
  }

  /// How many pages there are, once a group was begun with so much room left.
  private func isBroken(room: Double, keeping height: Double) throws -> Bool {
    var flow = PageFlow(fonts: try PageFonts())
    var table = table(&flow)
    flow.y = flow.bottom - room
    table.beginGroup("Group", continued: "Group (continued)", keeping: height, &flow)
    return flow.y < flow.bottom - room
  }

  @Test func `a group begins where there is room for what it keeps, else on the next page`() throws
  {
    #expect(try !isBroken(room: 100, keeping: 40))
    #expect(try isBroken(room: 100, keeping: 95))
    #expect(try isBroken(room: 10, keeping: 0))
  }

  @Test func `a row stays with what is to follow it`() throws {
    var flow = PageFlow(fonts: try PageFonts())
    let table = table(&flow)
    let cells = [PageTable.Cell.text(TypesetText("a", TextStyle(8), fonts: flow.fonts))]
    let start = flow.bottom - table.height(of: cells) - 10
    flow.y = start
    table.addRow(cells, keeping: 5, &flow)
    #expect(flow.y > start, "it stands on this page")
    flow.y = start
    table.addRow(cells, keeping: 15, &flow)
    #expect(flow.y < start, "it stands on the next page")
  }
}
