#include "reports/zoom.h"

static const char zoom_text[] =
    "(function(){\n"
    "var f=document.getElementById('figure-worst-hour');if(!f)return;\n"
    "var s=f.querySelector('svg'),t=s.querySelector('.ticks');if(!t)return;\n"
    "var of=function(n){return +t.getAttribute('data-'+n)},L=of('left'),R=of('right'),Y=of('y'),T=of('seconds'),a=0,w=T;\n"
    "function label(q,step){var m=Math.floor(q/60),r=Math.round(q-60*m);return step%60?m+':'+('0'+r).slice(-2):''+m}\n"
    "function draw(){\n"
    " w=Math.max(T/64,Math.min(T,w));a=Math.max(0,Math.min(T-w,a));var k=T/w;\n"
    " s.querySelectorAll('.time').forEach(function(g){g.setAttribute('transform','translate('+(L-(L+a/T*(R-L))*k)+' 0) scale('+k+' 1)')});\n"
    " var step=[5,10,15,30,60,120,300,600,1200].find(function(q){return 9>=w/q})||T;t.textContent='';\n"
    " for(var q=Math.ceil(a/step-1e-9)*step;a+w+1e-6>=q;q+=step){\n"
    "  var e=document.createElementNS(s.namespaceURI,'text');e.setAttribute('x',L+(q-a)/w*(R-L));e.setAttribute('y',Y);\n"
    "  e.setAttribute('font-size',12);e.setAttribute('text-anchor','middle');e.setAttribute('fill','#57606a');e.textContent=label(q,step);t.appendChild(e)}\n"
    "}\n"
    "function at(m,by){w=Math.min(T,w*by);a=m-w/2;draw()}\n"
    "var p=document.createElement('p');p.className='zoom';\n"
    "[['Closer',.5,0],['Wider',2,0],['Earlier',1,-.5],['Later',1,.5],['Whole hour',64,0]].forEach(function(o){\n"
    " var b=document.createElement('button');b.type='button';b.textContent=o[0];b.onclick=function(){at(a+w/2+o[2]*w,o[1])};p.appendChild(b)});\n"
    "f.insertBefore(p,s);\n"
    "s.ondblclick=function(e){var r=s.getBoundingClientRect(),x=(e.clientX-r.left)/r.width*s.viewBox.baseVal.width;at(a+(x-L)/(R-L)*w,.5)};\n"
    "})();";

const char *zoom_script(void) { return zoom_text; }

const char *zoom_sha256(void) { return "AuluPTz5m5oaNTkP2pFeCBafp9ppN+RHx+EkbWxksTU="; }
