internal import Formats

/// A file within a page, as the address of a link that saves it.
enum DataAddress {
  /// The `data:` address of a text in UTF-8.
  static func text(_ text: String, type: String) -> String {
    "data:\(type);charset=utf-8;base64,\(Base64.text(Array(text.utf8)))"
  }
}
