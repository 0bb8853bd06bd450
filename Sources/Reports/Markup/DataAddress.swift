/// A file within a page, as the address of a link that saves it.
enum DataAddress {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The `data:` address of a text in UTF-8.
  static func text(_ text: String, type: String) -> String {
    "data:\(type);charset=utf-8;base64,\(base64(Array(text.utf8)))"
  }

  /// RFC 4648, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count / 3 + 1) * 4)
    var place = 0
    while place < bytes.count {
      let rest = bytes.count - place
      let word =
        Int(bytes[place]) << 16 | (rest > 1 ? Int(bytes[place + 1]) << 8 : 0) | (rest > 2 ? Int(bytes[place + 2]) : 0)
      result.append(digits[word >> 18])
      result.append(digits[word >> 12 & 63])
      result.append(rest > 1 ? digits[word >> 6 & 63] : UInt8(ascii: "="))
      result.append(rest > 2 ? digits[word & 63] : UInt8(ascii: "="))
      place += 3
    }
    return String(decoding: result, as: UTF8.self)
  }
}
