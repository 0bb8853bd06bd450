/// The form of a request that is signed: "Create a canonical request" of Amazon's Signature Version 4.
struct CanonicalRequest {
  let method: HTTPMethod
  let path: String
  let query: String
  /// Names and values of the signed headers, by the names in small letters.
  let headers: [(name: String, value: String)]
  let payloadDigest: String

  /// Every service but S3 signs a path without empty and dot segments, and encodes it once more: `%3A` on the wire is
  /// `%253A` here.
  init(_ request: HTTPRequest, signing names: [String], payloadDigest: String, encodesPath: Bool) {
    method = request.method
    path =
      encodesPath
      ? PercentEncoding.encode(Self.normalized(request.path), keeping: "/") : request.path.isEmpty ? "/" : request.path
    query = Self.sorted(request.query)
    headers = names.map { name in
      (name, request.headers.values(of: name).map(Self.folded).joined(separator: ","))
    }
    self.payloadDigest = payloadDigest
  }

  var text: String {
    let headerLines = headers.map { "\($0.name):\($0.value)\n" }.joined()
    let names = headers.map(\.name).joined(separator: ";")
    return [method.rawValue, path, query, headerLines, names, payloadDigest].joined(separator: "\n")
  }

  /// The path without `.`, `..` and empty segments.
  private static func normalized(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let end = path.utf8.last == UInt8(ascii: "/") && !segments.isEmpty ? "/" : ""
    return "/" + segments.joined(separator: "/") + end
  }

  /// The query's pairs by name and then by value, as they are encoded on the wire; a name alone gets its `=`.
  private static func sorted(_ query: String) -> String {
    guard !query.isEmpty else { return "" }
    let pairs = query.split(separator: "&", omittingEmptySubsequences: false).map { pair -> (Substring, Substring) in
      let equals = pair.firstIndex(of: "=") ?? pair.endIndex
      return (pair[..<equals], equals == pair.endIndex ? "" : pair[pair.index(after: equals)...])
    }
    let order = pairs.sorted { left, right in
      left.0 == right.0
        ? left.1.utf8.lexicographicallyPrecedes(right.1.utf8) : left.0.utf8.lexicographicallyPrecedes(right.0.utf8)
    }
    return order.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  /// A header's value without blanks around it, and one blank for each run of them within.
  private static func folded(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }
}
