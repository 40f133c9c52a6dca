#:project ../solutions/1-LoadMnist/LoadMnist.csproj
#:property PublishAot=false

// dotnet run tools/pictures.cs -p:Solved=true: draws the pictures of the lessons, as SVG for light and dark pages.

using System.Globalization;
using System.Text;
using Katas;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Write("1-LoadMnist/digit.svg", 320, "The first image of MNIST, a five, and the four bytes of one pixel", Digit);
Write("2-NaiveMatmul/row-times-column.svg", 376, "A row of A times a column of B is an element of C", RowTimesColumn);
Write("3-Elementwise/same-index.svg", 250, "Elements at the same index are at the same offset in memory", SameIndex);
Write("4-FrobeniusNorm/length.svg", 300, "The norm of (3, 4) is the length of an arrow", Length);
Write("5-VectorizedMatmul/column-stride.svg", 320, "A column lies in many cache lines, its transposed copy in one", ColumnStride);
Write("6-Broadcasting/stride-zero.svg", 262, "A column and a row are stretched with strides of 0", StrideZero);
Write("7-SimdMatmul/lanes.svg", 282, "The lanes of a row, and its remainder", Lanes);
Write("7-SimdMatmul/tile.svg", 356, "A tile of 6 rows and 2 vectors of sums in registers", Tile);
Write("7-SimdMatmul/panel.svg", 330, "A panel of B, copied in the order in which a tile reads it", Panel);

static void Write(string path, int height, string title, Action<Drawing> draw)
{
    Drawing drawing = new(height, title);
    draw(drawing);
    File.WriteAllText(Path.Combine(Repository.Root, "katas", path), drawing.ToString());
}

static void Digit(Drawing to)
{
    Tensor<float> images = MnistLoader.Load(MnistFile.Path).Train.Images.Reshape(50_000, 28, 28);
    to.Box(19, 19, 282, 282, "none");
    for (int row = 0; row < 28; row++)
        for (int column = 0; column < 28; column++)
            if (images[0, row, column] is > 0 and float pixel)
                to.Pixel(20 + 10 * column, 20 + 10 * row, 10, pixel);
    to.Box(20 + 150, 20 + 200, 10, 10, "mark");
    to.Arrow("M182 225H325V92H346", "mark");
    to.Text(350, 48, "row 20, column 15, in the file:", "start");
    to.Cells(350, 64, 56, [["00", "00", "7d", "3f"]], (_, _) => "a");
    to.Text(350, 158, "least significant byte last:", "start");
    to.Cells(350, 174, 56, [["3f", "7d", "00", "00"]], (_, _) => "a");
    to.Text(350, 268, "as a float32:", "start");
    to.Text(470, 268, "?", "start strong");
}

static void RowTimesColumn(Drawing to)
{
    to.Text(350, 96, "B (3, 2)", "end");
    to.Cells(370, 20, 56, [["7", "8"], ["9", "10"], ["11", "12"]], (_, j) => j == 0 ? "b" : "plain");
    to.Cells(150, 212, 56, [["1", "2", "3"], ["4", "5", "6"]], (i, _) => i == 1 ? "a" : "plain");
    to.Text(130, 274, "A (2, 3)", "end");
    to.Cells(370, 212, 56, [["", ""], ["139", ""]], (i, j) => (i, j) is (1, 0) ? "c" : "plain");
    to.Text(500, 274, "C (2, 2)", "start");
    to.Arrow("M322 296H366");
    to.Arrow("M398 190V265");
    to.Text(320, 358, "C[1, 0] = 4·7 + 5·9 + 6·11 = 139", "strong");
}

static void SameIndex(Drawing to)
{
    string[][][] grids = [[["1", "2", "3"], ["4", "5", "6"]], [["2", "2", "2"], ["8", "5", "3"]], [["3", "4", "5"], ["12", "10", "9"]]];
    for (int n = 0; n < 3; n++)
        to.Cells(24 + 214 * n, 20, 54, grids[n], (i, j) => (i, j) is (1, 1) ? "abc"[n].ToString() : "plain");
    to.Text(212, 82, "+", "strong");
    to.Text(426, 82, "=", "strong");
    to.Text(320, 168, "In memory, index [1, 1] is at offset 4 in all three:", "");
    for (int n = 0; n < 3; n++)
        to.Cells(24 + 214 * n, 186, 27, [[.. grids[n][0], .. grids[n][1]]], (_, j) => j == 4 ? "abc"[n].ToString() : "plain", 36);
}

static void Length(Drawing to)
{
    for (int x = 0; x <= 4; x++)
        to.Line(40 + 50 * x, 20, 40 + 50 * x, 270);
    for (int y = 0; y <= 5; y++)
        to.Line(40, 20 + 50 * y, 240, 20 + 50 * y);
    to.Arrow("M40 270H190", "thick");
    to.Arrow("M190 270V70", "thick");
    to.Arrow("M40 270L187 74", "thick mark");
    to.Text(115, 294, "3", "strong");
    to.Text(206, 176, "4", "strong");
    to.Text(96, 160, "5", "strong");
    to.Text(280, 70, "‖ [3, 4] ‖ = √(3² + 4²) = 5", "start strong");
    to.Text(280, 130, "Six elements, six directions,", "start");
    to.Text(280, 156, "the same formula:", "start");
    to.Cells(280, 176, 40, [["1", "2", "2"], ["4", "0", "0"]], (_, _) => "plain");
    to.Text(414, 222, "√(1+4+4+16) = ?", "start strong");
}

static void ColumnStride(Drawing to)
{
    string[][] rows = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Repeat("", 16).ToArray())];
    to.Text(24, 34, "B in memory: each row here is a cache line of 16 floats", "start");
    to.Cells(24, 48, 26, rows, (_, j) => j == 3 ? "b" : "plain");
    to.Arrow("M115 56V198", "thick");
    to.Text(456, 104, "column 3:", "start strong");
    to.Text(456, 130, "6 cache lines,", "start");
    to.Text(456, 156, "1 float of each", "start");
    to.Text(24, 252, "The transposed copy", "start");
    to.Cells(24, 266, 26, rows[..1], (_, j) => j < 6 ? "b" : "plain");
    to.Arrow("M34 279H172", "thick");
    to.Text(456, 272, "column 3:", "start strong");
    to.Text(456, 298, "1 cache line", "start");
}

static void StrideZero(Drawing to)
{
    string[][] Table(Func<int, int, int> element) =>
        [.. Enumerable.Range(1, 4).Select(i => Enumerable.Range(4, 4).Select(j => $"{element(i, j)}").ToArray())];
    to.Text(20, 30, "column (4, 1)", "start");
    to.Cells(20, 46, 40, Table((i, _) => i), (_, j) => j == 0 ? "a" : "ghost");
    to.Text(200, 132, "+", "strong");
    to.Text(220, 30, "row (4)", "start");
    to.Cells(220, 46, 40, Table((_, j) => j), (i, _) => i == 0 ? "b" : "ghost");
    to.Text(400, 132, "=", "strong");
    to.Text(420, 30, "result (4, 4)", "start");
    to.Cells(420, 46, 40, Table((i, j) => i + j), (_, _) => "c");
    to.Text(20, 242, "Dashed: the same element, read again. Nothing is copied.", "start");
}

static void Lanes(Drawing to)
{
    string Kind(int _, int j) => j < 4 ? "b" : j < 8 ? "plain" : "ghost";
    to.Text(20, 30, "W = 4 lanes, a row of N = 10 columns", "start strong");
    to.Text(96, 72, "A[i, k]", "end");
    to.Cells(110, 48, 38, [["2", "2", "2", "2"]], (_, _) => "a");
    to.Text(96, 126, "× B[k, :]", "end");
    to.Cells(110, 102, 38, [["1", "3", "5", "7", "2", "4", "6", "8", "3", "9"]], Kind);
    to.Text(96, 180, "+ C[i, :]", "end");
    to.Cells(110, 156, 38, [["10", "10", "10", "10", "…", "…", "…", "…", "…", "…"]], (i, j) => j < 4 ? "c" : Kind(i, j));
    to.Text(96, 228, "= C[i, :]", "end");
    to.Cells(110, 204, 38, [["?", "?", "?", "?", "…", "…", "…", "…", "…", "…"]], (i, j) => j < 4 ? "c" : Kind(i, j));
    to.Text(186, 264, "vector 0", "");
    to.Text(338, 264, "vector 1", "");
    to.Text(454, 264, "remainder", "");
}

static void Tile(Drawing to)
{
    to.Text(174, 48, "B[k, j ...]", "end");
    to.Cells(190, 20, 150, [["vector", "vector"]], (_, _) => "b", 42);
    for (int i = 0; i < 6; i++)
    {
        to.Cells(60, 78 + 38 * i, 112, [[i == 0 ? "A[i, k]" : $"A[i + {i}, k]"]], (_, _) => "a", 34);
        to.Cells(190, 78 + 38 * i, 150, [["sum", "sum"]], (_, _) => "c", 34);
    }
    to.Text(514, 140, "for every k:", "start");
    to.Text(514, 172, "? loads", "start");
    to.Text(514, 204, "? FMAs", "start");
    to.Text(514, 236, "? stores", "start");
    to.Text(340, 338, "12 sums stay in registers while k runs", "strong");
}

static void Panel(Drawing to)
{
    string[][] rows = [.. Enumerable.Range(0, 6).Select(k => (string[])["", $"{k}", "", "", ""])];
    to.Text(24, 34, "B: a tile reads two vectors of each row, one after the other", "start");
    to.Cells(24, 48, 62, rows, (_, j) => j == 1 ? "b" : "plain", 30);
    to.Text(360, 108, "With 1000 columns, a step", "start");
    to.Text(360, 134, "down is 4000 bytes long,", "start");
    to.Text(360, 160, "nearly always to another", "start");
    to.Text(360, 186, "page of memory.", "start");
    to.Text(24, 270, "The panel: the same vectors, in the order in which they are read", "start");
    to.Cells(24, 284, 62, [[.. rows.Select(row => row[1])]], (_, _) => "b", 30);
    to.Text(416, 305, "used for all rows of A", "start");
}

/// <summary>
/// An SVG picture of 640 units in width. Its colors are those of a light page; a browser that prefers dark ones uses the others.
/// </summary>
internal sealed class Drawing(int height, string title)
{
    private readonly StringBuilder content = new();

    public void Text(double x, double y, string text, string kind) =>
        content.AppendLine($"""<text x="{x}" y="{y}" class="{kind}">{text}</text>""");

    public void Box(double x, double y, double width, double height, string kind) =>
        content.AppendLine($"""<rect x="{x}" y="{y}" width="{width}" height="{height}" class="{kind}"/>""");

    public void Pixel(double x, double y, double size, float ink) =>
        content.AppendLine($"""<rect x="{x}" y="{y}" width="{size}" height="{size}" class="pixel" fill-opacity="{ink:0.##}"/>""");

    public void Line(double x1, double y1, double x2, double y2) =>
        content.AppendLine($"""<path d="M{x1} {y1}L{x2} {y2}" class="faint"/>""");

    public void Arrow(string path, string kind = "") => content.AppendLine($"""<path d="{path}" class="{kind}" marker-end="url(#tip)"/>""");

    /// <summary>Draws a table of cells, each of a kind that its row and column decide.</summary>
    public void Cells(double x, double y, double width, string[][] texts, Func<int, int, string> kind, double? height = null)
    {
        double h = height ?? width;
        for (int i = 0; i < texts.Length; i++)
            for (int j = 0; j < texts[i].Length; j++)
            {
                Box(x + j * width, y + i * h, width, h, kind(i, j));
                if (texts[i][j] != "")
                    Text(x + (j + 0.5) * width, y + (i + 0.5) * h + 6, texts[i][j], kind(i, j) == "ghost" ? "pale" : "");
            }
    }

    public override string ToString() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {{height}}" width="640" height="{{height}}" role="img">
        <title>{{title}}</title>
        <style>
        text { fill: #1f2328; font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 18px; text-anchor: middle }
        .start { text-anchor: start } .end { text-anchor: end } .strong { font-weight: 600 } .pale { opacity: 0.6 }
        rect { fill: none; stroke: #8c959f } .paper { fill: #ffffff; stroke: none } .pixel { fill: #1f2328; stroke: none }
        .a { fill: #b6dcff } .b { fill: #ffd8a8 } .c { fill: #b4f1c1 } .ghost { stroke-dasharray: 4 3 }
        path { fill: none; stroke: #1f2328; stroke-width: 1.5 } .faint { stroke: #8c959f; stroke-width: 0.5 }
        .tip { fill: #1f2328; stroke: none } .thick { stroke-width: 3 } .mark { stroke: #cf222e; stroke-width: 3 }
        @media (prefers-color-scheme: dark) {
        text, .pixel, .tip { fill: #e6edf3 } .paper { fill: #0d1117 } path { stroke: #e6edf3 } rect, .faint { stroke: #6e7681 }
        .a { fill: #1f4f8a } .b { fill: #7a4a0f } .c { fill: #1b6a35 } .mark { stroke: #ff7b72 } }
        </style>
        <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
        <path d="M0 0L8 4L0 8z" class="tip"/></marker></defs>
        <rect class="paper" width="640" height="{{height}}" rx="8"/>
        {{content}}</svg>

        """;
}
