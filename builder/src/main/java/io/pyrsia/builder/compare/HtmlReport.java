package io.pyrsia.builder.compare;

/// A report as one page of HTML that needs nothing else: no script, no style sheet, no picture.
final class HtmlReport {

    private final StringBuilder out = new StringBuilder();

    private HtmlReport() {}

    static String of(Report report) {
        return new HtmlReport().write(report);
    }

    private String write(Report report) {
        out.append("""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s: %2$s</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
            table { border-collapse: collapse; width: 100%% }
            td, th { border-top: 1px solid #999; padding: .3rem .6rem; text-align: left; vertical-align: top }
            td { overflow-wrap: anywhere }
            </style>
            <h1>%1$s: %2$s</h1>
            """.formatted(report.level(), escaped(report.level().meaning())));
        if (!report.reasons().isEmpty()) {
            out.append("<ul>\n");
            report.reasons()
                    .forEach(
                            reason -> out.append("<li>").append(escaped(reason)).append('\n'));
            out.append("</ul>\n");
        }
        if (!report.differences().isEmpty()) {
            out.append("<table>\n<tr><th>File<th>Level<th>Why\n");
            report.listed().forEach(this::row);
            out.append("</table>\n");
        }
        int more = report.differences().size() - report.listed().size();
        return more == 0
                ? out.toString()
                : out.append("<p>… and ").append(more).append(" more\n").toString();
    }

    private void row(Difference difference) {
        out.append("<tr><td>").append(escaped(difference.path()));
        out.append("<td>").append(difference.level());
        out.append("<td>")
                .append(escaped(String.join("; ", difference.reasons())))
                .append('\n');
    }

    /// Names come from strangers.
    private static String escaped(String text) {
        return Report.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
