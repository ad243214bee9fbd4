package app_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
)

// certificate writes a certificate for localhost and its key.
func certificate(t *testing.T) (cert, key string, trusted *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	trusted = x509.NewCertPool()
	trusted.AddCert(parsed)
	return cert, key, trusted
}

func TestItSpeaksHTTPSItself(t *testing.T) {
	cert, key, trusted := certificate(t)
	m, _ := start(t, t.TempDir()+"/test.db", func(m *app.Main) { m.Config.TLSCert, m.Config.TLSKey = cert, key })
	v := newVisitor(t, m)
	v.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true}
	p := v.get("/setup")
	if !strings.HasPrefix(m.URL, "https://127.0.0.1:") || p.status != 200 || p.header.Get("Strict-Transport-Security") == "" {
		t.Fatalf("%s: %d %v", m.URL, p.status, p.header)
	}
}

// TestStopLetsVisitorsFinish: a form that is on its way when the program is told to stop is still answered.
func TestStopLetsVisitorsFinish(t *testing.T) {
	m, console := start(t, t.TempDir()+"/test.db", nil)
	firstRun(t, m, console.String())
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", m.Address().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	const form = "email=ingrid%40fjordby.example&next=&password=wrong"
	_, err = fmt.Fprintf(c, "POST /sign-in HTTP/1.1\r\nHost: mentor.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n", len(form))
	if err != nil {
		t.Fatal(err)
	}
	answer := bufio.NewReader(c)
	if line, err := answer.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") { // the handler waits for the form now
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := answer.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- m.Close() }()
	for { // wait until no new visitor is let in
		c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", m.Address().String())
		if err != nil {
			break
		}
		_ = c.Close()
	}
	if _, err := io.WriteString(c, form); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(answer, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(page), "</html>") {
		t.Fatalf("%d, %v", res.StatusCode, err)
	}
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
}
