import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page or a drawing read as XML: what tests ask for.
struct PageReader: Sendable {
  struct Element: Sendable {
    var name: String
    var attributes: [String: String]
    /// All text within.
    var text = ""
  }

  let elements: [Element]
  /// Why the text is not well formed; nil where it is.
  let fault: String?

  init(_ text: String) {
    let collector = ElementCollector()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = collector
    fault = parser.parse() ? nil : "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
    elements = collector.elements
  }

  func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The text behind a data address.
  static func decoded(_ address: String) -> String? {
    address.split(separator: ",", maxSplits: 1).last.flatMap { Data(base64Encoded: String($0)) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

private final class ElementCollector: NSObject, XMLParserDelegate {
  var elements: [PageReader.Element] = []
  private var open: [Int] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(PageReader.Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open { elements[index].text += text }
  }
}
