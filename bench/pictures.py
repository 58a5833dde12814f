"""Make the pictures of the page that the README shows: docs/page-matrix.webp and docs/page-case.webp.

`nox -s pictures` takes them from today's evidence, in a headless Chromium, light and at one and a half pixels a point.
"""

import base64
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from gradreg import pipeline
from gradreg.model import Places
from gradreg.report import page as report

ROOT = Path(__file__).parent.parent
QUALITY = 80
SHOTS = {
    "page-matrix": ("#/matrix?topics=hooks,zero_grad", 1380, 800),
    "page-case": ("#/case/detach/detached_layer_still_moves_under_adam_decay", 1280, 1090),
}


def main() -> None:
    """Write both, and say how large they are."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        path = Path(name, "page.html")
        path.write_text(report.page(pipeline.site(Places(ROOT / "cases", ROOT / "results"))), encoding="utf-8")
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for picture, (address, width, height) in SHOTS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=1.5,
                locale="en-US",
                color_scheme="light",
            )
            page = context.new_page()
            page.goto(path.as_uri() + address)
            page.get_by_text("The code").or_(page.locator(".line.case")).first.wait_for()
            page.wait_for_timeout(500)
            shot = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
            written = (ROOT / "docs" / f"{picture}.webp").write_bytes(base64.b64decode(shot["data"]))
            print(f"docs/{picture}.webp: {written / 1000:.0f} kB")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
