import CCrypto
import CCurl

/// The libraries of the system that were loaded.
enum LibraryChecks {
  static func all() -> [DoctorCheck] {
    [curl(), crypto()]
  }

  private static func curl() -> DoctorCheck {
    let fix = "install libcurl with a TLS backend: apt install libcurl4"
    guard let information = shotglass_curl_version_info(), let version = information.pointee.version else {
      return .fault("libcurl", "does not say its version", fix: fix)
    }
    let name = String(cString: version)
    guard let backend = information.pointee.ssl_version else {
      return .fault("libcurl", "\(name) without TLS", fix: fix)
    }
    return .pass("libcurl", "\(name) with \(String(cString: backend))")
  }

  private static func crypto() -> DoctorCheck {
    guard let version = shotglass_crypto_version() else {
      return .fault("libcrypto", "does not say its version", fix: "install OpenSSL 3: apt install libssl3")
    }
    return .pass("libcrypto", String(cString: version))
  }
}
