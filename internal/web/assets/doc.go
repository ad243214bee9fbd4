// Package assets holds every static file of the pages (style sheet, scripts, fonts, drawings) inside the binary.
//
// A page never writes a file name with a hash by hand:
//
//	assets.Path("app.css")                     // "/static/app.3f2a91c0d4.css"
//	assets.Path("diagrams/four-phases.da.svg") // for an img tag
//	mux.Handle("GET /static/", assets.Handler())
//
// The name holds a hash of the content, so browsers keep the file for a year and still see a new one at once.
// The plain name ("/static/app.css") is served too, but only kept for an hour.
//
// The folder is also the workshop: `npm ci && npm run build` copies the pinned packages into static/, writes
// ../ui/icon_gen.go and compiles static/app.css from the class names in internal/web/**/*.templ. The results are
// committed, so a build of the program needs Go alone.
package assets
