import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a page or a drawing as XML, and keeps what tests ask for.
final class PageReader: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  /// Why the text is not well formed; nil where it is.
  private(set) var fault: String?
  private var open: [Int] = []

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() {
      fault = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
    }
  }

  func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The bytes of a data address.
  static func decoded(_ address: String) -> String? {
    address.split(separator: ",", maxSplits: 1).last.flatMap { Data(base64Encoded: String($0)) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open { elements[index].text += text }
  }
}
