/* The script that stretches a chart of class `time` along x (svg.h). */
#ifndef REPORTS_ZOOM_H
#define REPORTS_ZOOM_H

/* Finds the figure "figure-worst-hour"; adds buttons above it: closer, wider, earlier, later, all of it; twice clicked: closer there. Writes the
 * ticks anew. Without it the chart stands as it is. */
const char *zoom_script(void);

/* SHA-256 of zoom_script in base64: tests/lib/html_look.py works it out again. */
const char *zoom_sha256(void);

#endif
